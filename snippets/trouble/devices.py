"""Tensors on two devices, each cause with its cure."""

# %% two_devices
import torch
from torch import nn

# ko: GPU가 없어도 보이도록 "meta" 장치가 두 번째 장치 노릇을 합니다.
# en: The "meta" device plays the second device, so no GPU is needed to see it.
far_layer = nn.Linear(3, 2, device="meta")
features = torch.rand(1, 3)
far_layer(features)
#! RuntimeError: Tensor on device meta is not on the expected device cpu!

# %% lost_move
features.to("meta")
features.device
#> device(type='cpu')

# %% lost_move_kept tags=["hidden"]
features.to("meta").device
#> device(type='meta')

# %% lost_move_returned tags=["hidden"]
features.to("meta")
#> tensor(..., device='meta', size=(1, 3))

# %% two_devices_cure
features = features.to(far_layer.weight.device)
print(features.device, far_layer(features).shape)
#> meta torch.Size([1, 2])

# %% made_inside
positions = torch.arange(3)
features + positions
#! RuntimeError: Tensor on device cpu is not on the expected device meta!

# %% made_inside_cure
positions = torch.arange(3, device=features.device)
(features + positions).shape
#> torch.Size([1, 3])

# %% far_numpy
features.numpy()
#! TypeError: can't convert meta device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.

# %% exercise_1
layer = nn.Linear(3, 2)
tensor = torch.ones(3)
layer.to("meta")
tensor.to("meta")
print(layer.weight.device, tensor.device)
#> meta cpu

# %% exercise_1_both tags=["hidden"]
print(layer.weight.device, tensor.to("meta").device)
#> meta meta

# %% exercise_1_neither tags=["hidden"]
print(nn.Linear(3, 2).weight.device, tensor.device)
#> cpu cpu


# %% exercise_2
def move(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {name: move(value, device) for name, value in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(move(value, device) for value in batch)
    return batch


batch = {"image": torch.rand(2, 3), "label": [torch.zeros(2), "cat"]}
moved = move(batch, "meta")
print(moved["image"].device, moved["label"][0].device, moved["label"][1])
#> meta meta cat


# %% exercise_3
class Shifted(nn.Module):
    def __init__(self):
        super().__init__()
        self.shift = torch.ones(3)

    def forward(self, inputs):
        return inputs + self.shift


Shifted().to("meta")(torch.rand(1, 3, device="meta"))
#! RuntimeError: Tensor on device cpu is not on the expected device meta!


# %% exercise_3_cure
class Registered(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("shift", torch.ones(3))

    def forward(self, inputs):
        return inputs + self.shift


Registered().to("meta")(torch.rand(1, 3, device="meta")).device
#> device(type='meta')
