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


device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)
model = Classifier().to(device)
print(model)
#> Classifier(
#>   (layers): Sequential(
#>     (0): Flatten(start_dim=1, end_dim=-1)
#>     (1): Linear(in_features=784, out_features=64, bias=True)
#>     (2): BatchNorm1d(64, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
#>     (3): ReLU()
#>     (4): Dropout(p=0.2, inplace=False)
#>     (5): Linear(in_features=64, out_features=10, bias=True)
#>   )
#> )

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
parameter_names = [name for name, _ in model.named_parameters()]
buffer_names = [name for name, _ in model.named_buffers()]
print(len(parameter_names), "parameters,", len(buffer_names), "buffers")
#> 6 parameters, 3 buffers
print({*parameter_names, *buffer_names} == set(model.state_dict()))
#> True

# %% train
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

data = datasets.FashionMNIST(
    root="data", download=True, transform=transforms.ToTensor()
)
# ko: 저장하기를 보여 줄 만큼만 짧게 학습합니다.
# en: A short training, just enough to have something worth saving.
loader = DataLoader(Subset(data, range(2000)), batch_size=40, shuffle=True)
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

model.train()
for images, labels in loader:
    optimizer.zero_grad()
    loss = loss_function(model(images.to(device)), labels.to(device))
    loss.backward()
    optimizer.step()
print(f"{len(loader)} steps, last loss {loss.item():.2f}")
#~ 50 steps, last loss 0.61

# %% predict_before
# ko: 학습에 쓰지 않은 이미지 여덟 장입니다.
# en: Eight images that the training has not seen.
new_images = torch.stack([data[index][0] for index in range(2000, 2008)]).to(device)

model.eval()
with torch.no_grad():
    before = model(new_images)
print(tuple(before.shape), data.classes[before[0].argmax().item()])
#> (8, 10) …

# %% save
from pathlib import Path

torch.save(model.state_dict(), "model_weights.pth")

state_bytes = sum(
    tensor.numel() * tensor.element_size() for tensor in model.state_dict().values()
)
file_bytes = Path("model_weights.pth").stat().st_size
print(f"{state_bytes:,} bytes in the tensors")
#> 204,592 bytes in the tensors
print(state_bytes < file_bytes)
#> True

# %% load
#* ko: 저장한 장치가 아니라 지금 쓸 장치로 불러옵니다.
#* en: Loads to the device in use now, not to the one it was saved from.
state = torch.load("model_weights.pth", map_location=device, weights_only=True)
print(type(state).__name__, len(state))
#> OrderedDict 9

loaded = Classifier().to(device)
loaded.load_state_dict(state)
#> <All keys matched successfully>

# %% predict_after
loaded.eval()
with torch.no_grad():
    after = loaded(new_images)
print(torch.equal(before, after))
#> True

# %% without_eval
loaded.train()
with torch.no_grad():
    print(torch.equal(loaded(new_images), loaded(new_images)))
#> False
# ko: 학습 모드의 순전파는 배치 정규화의 통계까지 바꾸었습니다.
# en: The forward passes in training mode have even changed the statistics.
running_mean = "layers.2.running_mean"
print(torch.equal(loaded.state_dict()[running_mean], state[running_mean]))
#> False

# %% with_eval
loaded.load_state_dict(state)
loaded.eval()
with torch.no_grad():
    print(torch.equal(loaded(new_images), loaded(new_images)))
#> True
print(torch.equal(loaded.state_dict()[running_mean], state[running_mean]))
#> True

# %% gpu_file tags=["hidden"]
# ko: CUDA 장치가 없어도 CUDA에서 저장한 것으로 적힌 파일을 만듭니다.
# en: Write a file whose tensors are marked as saved from CUDA, without a CUDA device.
torch.serialization.register_package(
    0, lambda storage: "cuda:0", lambda storage, location: None
)
torch.save(model.state_dict(), "saved_on_gpu.pth")
torch.serialization._package_registry.pop(0)
message = ""
try:
    torch.load("saved_on_gpu.pth", weights_only=True)
except RuntimeError as error:
    message = str(error)
assert torch.cuda.is_available() or message.startswith(
    "Attempting to deserialize object on a CUDA device "
    "but torch.cuda.is_available() is False."
)
del message

# %% map_location
on_cpu = torch.load("saved_on_gpu.pth", map_location="cpu", weights_only=True)
print({tensor.device.type for tensor in on_cpu.values()})
#> {'cpu'}

# %% other_shape
Classifier(class_count=5).load_state_dict(state)
#! RuntimeError: Error(s) in loading state_dict for Classifier:
#! 	size mismatch for layers.5.weight: copying a param with shape torch.Size([10, 64]) from checkpoint, the shape in current model is torch.Size([5, 64]).
#! 	size mismatch for layers.5.bias: copying a param with shape torch.Size([10]) from checkpoint, the shape in current model is torch.Size([5]).

# %% other_names
layer = nn.Linear(2, 1)
print(layer)
#> Linear(in_features=2, out_features=1, bias=True)
nn.Sequential(layer).load_state_dict(layer.state_dict())
#! RuntimeError: Error(s) in loading state_dict for Sequential:
#! 	Missing key(s) in state_dict: "0.weight", "0.bias".
#! 	Unexpected key(s) in state_dict: "weight", "bias".

# %% not_strict
result = nn.Sequential(layer).load_state_dict(layer.state_dict(), strict=False)
print(result.missing_keys)
#> ['0.weight', '0.bias']
print(result.unexpected_keys)
#> ['weight', 'bias']

# %% steps
inputs = torch.rand(32, 4, device=device)
targets = inputs.sum(dim=1, keepdim=True)


def take_steps(network, optimizer, count=1):
    for _ in range(count):
        optimizer.zero_grad()
        nn.functional.mse_loss(network(inputs), targets).backward()
        optimizer.step()


network = nn.Linear(4, 1).to(device)
optimizer = torch.optim.Adam(network.parameters())
take_steps(network, optimizer, 5)
print(tuple(inputs.shape), list(optimizer.state_dict()))
#> (32, 4) ['state', 'param_groups']
print(optimizer.state_dict()["state"][0]["step"])
#> tensor(5.)

# %% save_checkpoint
checkpoint = {
    "step": 5,
    "model": network.state_dict(),
    "optimizer": optimizer.state_dict(),
}
torch.save(checkpoint, "checkpoint.pth")

take_steps(network, optimizer, 5)  # ko: 멈추지 않고 계속 | en: go on without a stop

# %% resume
checkpoint = torch.load("checkpoint.pth", map_location=device)

resumed = nn.Linear(4, 1).to(device)
resumed.load_state_dict(checkpoint["model"])
resumed_optimizer = torch.optim.Adam(resumed.parameters())
resumed_optimizer.load_state_dict(checkpoint["optimizer"])

remaining = 10 - checkpoint["step"]
take_steps(resumed, resumed_optimizer, remaining)
print(torch.equal(resumed.weight, network.weight))
#> True

# %% without_optimizer
restarted = nn.Linear(4, 1).to(device)
restarted.load_state_dict(checkpoint["model"])
fresh_optimizer = torch.optim.Adam(restarted.parameters())

take_steps(restarted, fresh_optimizer, remaining)
print(torch.equal(restarted.weight, network.weight))
#> False

# %% exercise_1
import copy

reference = network.state_dict()
snapshot = copy.deepcopy(network.state_dict())
take_steps(network, optimizer)
print(torch.equal(reference["weight"], network.weight))
#> True
print(torch.equal(snapshot["weight"], network.weight))
#> False

# %% exercise_2
loaded.load_state_dict("model_weights.pth")
#! TypeError: Expected state_dict to be dict-like, got <class 'str'>.

# %% exercise_3
network = nn.Linear(4, 1).to(device)
weight_before = network.weight.clone()
take_steps(network, optimizer)
print(torch.equal(network.weight, weight_before))
#> True

optimizer = torch.optim.Adam(network.parameters())
take_steps(network, optimizer)
print(torch.equal(network.weight, weight_before))
#> False
