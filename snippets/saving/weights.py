"""Saving and loading weights: state_dict, torch.save, load_state_dict, checkpoints."""

# %% model
import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self, class_count=10):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Flatten(),
            nn.Linear(28 * 28, 64),
            nn.BatchNorm1d(64),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.Linear(64, class_count),
        )

    def forward(self, images):
        return self.layers(images)


torch.manual_seed(0)
model = Classifier()

# %% how_many
print(len(model.state_dict()))
#> 9

# %% how_many_parameters tags=["hidden"]
print(len(list(model.parameters())))
#> 6

# %% how_many_linear tags=["hidden"]
print(len(model.layers[1].state_dict()) + len(model.layers[5].state_dict()))
#> 4

# %% how_many_layers tags=["hidden"]
print(sum(1 for name in model.state_dict() if not name.endswith("num_batches_tracked")))
#> 8

# %% entries
for name, tensor in model.state_dict().items():
    print(f"{name:31}", tuple(tensor.shape))
#> layers.1.weight                 (64, 784)
#> layers.1.bias                   (64,)
#> layers.2.weight                 (64,)
#> layers.2.bias                   (64,)
#> layers.2.running_mean           (64,)
#> layers.2.running_var            (64,)
#> layers.2.num_batches_tracked    ()
#> layers.5.weight                 (10, 64)
#> layers.5.bias                   (10,)

# %% parameters_and_buffers
print([name for name, _ in model.named_parameters()])
#> ['layers.1.weight', 'layers.1.bias', 'layers.2.weight', 'layers.2.bias', 'layers.5.weight', 'layers.5.bias']
print([name for name, _ in model.named_buffers()])
#> ['layers.2.running_mean', 'layers.2.running_var', 'layers.2.num_batches_tracked']

# %% train
from torch.utils.data import DataLoader, Subset
from torchvision import datasets
from torchvision.transforms import v2

to_tensor = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
data = datasets.FashionMNIST(root="data", download=True, transform=to_tensor)
loader = DataLoader(Subset(data, range(2000)), batch_size=40, shuffle=True)
new_images, new_labels = next(iter(DataLoader(Subset(data, range(2000, 3000)), 1000)))

loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model.train()
for images, labels in loader:
    optimizer.zero_grad()
    loss_fn(model(images), labels).backward()
    optimizer.step()

# %% predict_before
def accuracy(model):
    hits = model(new_images).argmax(dim=1) == new_labels
    return hits.float().mean().item()


model.eval()
with torch.inference_mode():
    before = model(new_images)
    print(f"{accuracy(model):.2f}")
#~ 0.74

# %% save
from pathlib import Path

torch.save(model.state_dict(), "model_weights.pth")

tensors = model.state_dict().values()
values = sum(tensor.numel() * tensor.element_size() for tensor in tensors)
print(values, "bytes of values")
#~ 204592 bytes of values
print(Path("model_weights.pth").stat().st_size, "bytes in the file")
#~ 208547 bytes in the file

# %% load
state = torch.load("model_weights.pth", map_location="cpu", weights_only=True)
print(type(state).__name__, len(state))
#> OrderedDict 9

loaded = Classifier()
print(loaded.load_state_dict(state))
#> <All keys matched successfully>

# %% predict_after
loaded.eval()
with torch.inference_mode():
    after = loaded(new_images)
print("largest difference", (after - before).abs().max().item())
#> largest difference 0.0

# %% not_a_path
loaded.load_state_dict("model_weights.pth")
#! TypeError: Expected state_dict to be dict-like, got <class 'str'>.

# %% without_eval
fresh = Classifier()
fresh.load_state_dict(state)
with torch.no_grad():
    difference = (fresh(new_images) - fresh(new_images)).abs().max().item()
print(f"two predictions differ by up to {difference:.1f}")
#~ two predictions differ by up to 4.0
moved = (fresh.layers[2].running_mean - state["layers.2.running_mean"]).abs().max()
print(f"the statistics moved by up to {moved.item():.2f}")
#~ the statistics moved by up to 0.11

# %% with_eval
fresh.load_state_dict(state)
fresh.eval()
with torch.no_grad():
    difference = (fresh(new_images) - fresh(new_images)).abs().max().item()
print(f"two predictions differ by up to {difference:.1f}")
#> two predictions differ by up to 0.0
moved = (fresh.layers[2].running_mean - state["layers.2.running_mean"]).abs().max()
print(f"the statistics moved by up to {moved.item():.2f}")
#> the statistics moved by up to 0.00

# %% map_location
elsewhere = torch.load("model_weights.pth", map_location="meta", weights_only=True)
print({tensor.device.type for tensor in elsewhere.values()})
#> {'meta'}

# %% map_location_cpu tags=["hidden"]
print({tensor.device.type for tensor in state.values()})
#> {'cpu'}

# %% map_location_cuda tags=["hidden"]
print({"cuda"})
#> {'cuda'}

# %% other_shape
Classifier(class_count=5).load_state_dict(state)
#! RuntimeError: Error(s) in loading state_dict for Classifier:
#! 	size mismatch for layers.5.weight: copying a param with shape torch.Size([10, 64]) from checkpoint, the shape in current model is torch.Size([5, 64]).
#! 	size mismatch for layers.5.bias: copying a param with shape torch.Size([10]) from checkpoint, the shape in current model is torch.Size([5]).

# %% other_names
wrapped = nn.Sequential(Classifier())
wrapped.load_state_dict(state)
#! RuntimeError: Error(s) in loading state_dict for Sequential:
#! 	Missing key(s) in state_dict: "0.layers.1.weight", "0.layers.1.bias", "0.layers.2.weight", "0.layers.2.bias", "0.layers.2.running_mean", "0.layers.2.running_var", "0.layers.5.weight", "0.layers.5.bias".
#! 	Unexpected key(s) in state_dict: "layers.1.weight", "layers.1.bias", "layers.2.weight", "layers.2.bias", "layers.2.running_mean", "layers.2.running_var", "layers.2.num_batches_tracked", "layers.5.weight", "layers.5.bias".

# %% not_strict
torch.manual_seed(1)
wrapped = nn.Sequential(Classifier())
result = wrapped.load_state_dict(state, strict=False)
print(len(result.missing_keys), "missing,", len(result.unexpected_keys), "unexpected")
#~ 8 missing, 9 unexpected

wrapped.eval()
with torch.inference_mode():
    print(f"{accuracy(loaded):.2f} with the weights, {accuracy(wrapped):.2f} now")
#~ 0.74 with the weights, 0.12 now

# %% steps
torch.manual_seed(0)
inputs = torch.rand(32, 4)
targets = inputs.sum(dim=1, keepdim=True)


def take_steps(network, optimizer, count):
    for _ in range(count):
        optimizer.zero_grad()
        nn.functional.mse_loss(network(inputs), targets).backward()
        optimizer.step()


network = nn.Linear(4, 1)
optimizer = torch.optim.AdamW(network.parameters(), lr=0.1)
take_steps(network, optimizer, 5)
print(list(optimizer.state_dict()["state"][0]))
#> ['step', 'exp_avg', 'exp_avg_sq']

# %% save_checkpoint
checkpoint = {
    "step": 5,
    "model": network.state_dict(),
    "optimizer": optimizer.state_dict(),
}
torch.save(checkpoint, "checkpoint.pth")

take_steps(network, optimizer, 5)  # ko: 멈추지 않고 계속 | en: go on without a stop

# %% resume
checkpoint = torch.load("checkpoint.pth", map_location="cpu", weights_only=True)

resumed = nn.Linear(4, 1)
resumed.load_state_dict(checkpoint["model"])
resumed_optimizer = torch.optim.AdamW(resumed.parameters(), lr=0.1)
resumed_optimizer.load_state_dict(checkpoint["optimizer"])

take_steps(resumed, resumed_optimizer, 10 - checkpoint["step"])
print(f"{(resumed.weight - network.weight).abs().max().item():.3f}")
#> 0.000

# %% without_optimizer
restarted = nn.Linear(4, 1)
restarted.load_state_dict(checkpoint["model"])
new_optimizer = torch.optim.AdamW(restarted.parameters(), lr=0.1)

take_steps(restarted, new_optimizer, 10 - checkpoint["step"])
print(f"{(restarted.weight - network.weight).abs().max().item():.3f}")
#~ 0.041

# %% numbers tags=["hidden"]
state_bytes = values
assert state_bytes < Path("model_weights.pth").stat().st_size

# %% exercise_3
trained = nn.Linear(4, 1)
trained_optimizer = torch.optim.AdamW(trained.parameters(), lr=0.1)
best = trained.state_dict()
take_steps(trained, trained_optimizer, 5)
print((best["weight"] - trained.weight).abs().max().item())
#> 0.0

# %% exercise_1
network = nn.Linear(4, 1)
start = network.weight.detach().clone()
take_steps(network, optimizer, 5)
print((network.weight - start).abs().max().item())
#> 0.0

# %% exercise_2
parallel = {f"module.{name}": tensor for name, tensor in state.items()}

stripped = {name.removeprefix("module."): tensor for name, tensor in parallel.items()}
print(Classifier().load_state_dict(stripped))
#> <All keys matched successfully>

# %% exercise_3_right
import copy

best = copy.deepcopy(trained.state_dict())
take_steps(trained, trained_optimizer, 5)
print(f"{(best['weight'] - trained.weight).abs().max().item():.2f}")
#~ 0.42
