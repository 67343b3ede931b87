"""What is on this machine, what uses memory, and what to do when a download or a worker fails."""

# %% have tags=["devices"]
import sys

import torch

print("Python", sys.version.split()[0])
#> Python …
print("PyTorch", torch.__version__)
#> PyTorch …
print("built for CUDA", torch.version.cuda)
#> built for CUDA …
print("accelerator found", torch.accelerator.is_available())
#> accelerator found False

# %% model
from torch import nn

model = nn.Sequential(nn.Linear(784, 2048), nn.ReLU(), nn.Linear(2048, 10))
numbers = sum(parameter.numel() for parameter in model.parameters())
megabytes = numbers * 4 / 1e6  # ko: float32는 4바이트 | en: float32 has 4 bytes
print(f"{numbers:,} parameters, {megabytes:.1f} MB")
#> 1,628,170 parameters, 6.5 MB

# %% training_memory
torch.manual_seed(0)
optimizer = torch.optim.AdamW(model.parameters())
model(torch.rand(16, 784)).sum().backward()
optimizer.step()

held = [*model.parameters(), *(parameter.grad for parameter in model.parameters())]
for state in optimizer.state.values():
    held += [value for value in state.values() if value.ndim > 0]
print(f"{sum(tensor.nbytes for tensor in held) / megabytes / 1e6:.1f}")
#> 4.0

# %% only_gradients tags=["hidden"]
with_gradients = [
    *model.parameters(),
    *(parameter.grad for parameter in model.parameters()),
]
print(f"{sum(tensor.nbytes for tensor in with_gradients) / megabytes / 1e6:.1f}")
#> 2.0

# %% only_weights tags=["hidden"]
print(f"{sum(tensor.nbytes for tensor in model.parameters()) / megabytes / 1e6:.1f}")
#> 1.0

# %% kept_for_backward
from torch.autograd.graph import saved_tensors_hooks


def kept(batch_size):
    """Megabytes that the forward pass keeps for the backward pass, parameters left out."""
    sizes = {}
    parameters = {parameter.data_ptr() for parameter in model.parameters()}

    def note(tensor):
        if tensor.data_ptr() not in parameters:
            sizes[tensor.data_ptr()] = tensor.nbytes
        return tensor

    inputs = torch.rand(batch_size, 784)
    with saved_tensors_hooks(note, lambda tensor: tensor):
        model(inputs)
    return sum(sizes.values()) / 1e6


for batch_size in (64, 256, 1024):
    print(batch_size, f"{kept(batch_size):.2f} MB")
#> 64 0.72 MB
#> 256 2.90 MB
#> 1024 11.60 MB

with torch.no_grad():
    print("no_grad", f"{kept(1024):.2f} MB")
#> no_grad 0.00 MB

# %% operations tags=["hidden"]

def operations(result):
    """How many operations the graph of a result holds on to."""
    held, waiting = set(), [result.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in held:
            held.add(node)
            waiting += [earlier for earlier, _ in node.next_functions]
    return len(held)


# %% growing
torch.manual_seed(0)
total_loss = 0
for batch in torch.rand(4, 64, 784):
    loss = model(batch).square().mean()
    total_loss += loss
    print("operations held:", operations(total_loss))
#> operations held: 12
#> operations held: 20
#> operations held: 28
#> operations held: 36

# %% main_guard
from torch.utils.data import DataLoader


def main():
    loader = DataLoader(torch.arange(8), batch_size=4, num_workers=0)
    for batch in loader:
        print(batch)


if __name__ == "__main__":
    main()
#> tensor([0, 1, 2, 3])
#> tensor([4, 5, 6, 7])

# %% not_found
from torchvision import datasets

datasets.MNIST("an_empty_folder", download=False)
#! RuntimeError: Dataset not found. You can use download=True to download it

# %% exercise_1
print(f"{7_000_000_000 * 4 / 1e9:.0f} GB of weights")
#> 28 GB of weights
print(f"{7_000_000_000 * 4 * 4 / 1e9:.0f} GB to train with AdamW")
#> 112 GB to train with AdamW
print(f"{7_000_000_000 * 2 / 1e9:.0f} GB of weights in bfloat16")
#> 14 GB of weights in bfloat16

# %% exercise_2
torch.manual_seed(0)
inputs, targets = torch.rand(64, 784), torch.randint(0, 10, (64,))
loss_function = nn.CrossEntropyLoss()

model.zero_grad()
loss_function(model(inputs), targets).backward()
at_once = model[0].weight.grad.clone()

model.zero_grad()
for part in range(0, 64, 16):
    outputs = model(inputs[part : part + 16])
    (loss_function(outputs, targets[part : part + 16]) / 4).backward()

difference = (model[0].weight.grad - at_once).abs().max() / at_once.abs().max()
print(f"{difference.item():.4f}")
#> 0.0000

# %% exercise_3
total_loss = 0.0
for batch in torch.rand(5, 64, 784):
    loss = model(batch).square().mean()
    total_loss += loss.item()
print(type(total_loss).__name__)
#> float

# %% facts tags=["hidden"]
parameter_count = numbers
copies = round(sum(tensor.nbytes for tensor in held) / (numbers * 4))
