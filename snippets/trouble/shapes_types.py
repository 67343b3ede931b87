"""Shapes that do not fit: every failure with its usual causes, each run, each with its cure."""

# %% print_shapes
import torch
from torch import nn


def print_shapes(model, inputs):
    def show(module, arguments, output):
        name = type(module).__name__
        print(f"{name:9} {tuple(arguments[0].shape)} -> {tuple(output.shape)}")

    hooks = [
        module.register_forward_hook(show)
        for module in model.modules()
        if not list(module.children())
    ]
    try:
        model(inputs)
    finally:
        for hook in hooks:
            hook.remove()

# %% linear_after_conv
net = nn.Sequential(
    nn.Conv2d(1, 6, 5),
    nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(16 * 5 * 5, 10),
)
print_shapes(net, torch.rand(8, 1, 28, 28))
#> Conv2d    (8, 1, 28, 28) -> (8, 6, 24, 24)
#> MaxPool2d (8, 6, 24, 24) -> (8, 6, 12, 12)
#> Conv2d    (8, 6, 12, 12) -> (8, 16, 8, 8)
#> MaxPool2d (8, 16, 8, 8) -> (8, 16, 4, 4)
#> Flatten   (8, 16, 4, 4) -> (8, 256)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (8x256 and 400x10)

# %% linear_after_conv_cure
net[-1] = nn.Linear(256, 10)
print_shapes(net, torch.rand(8, 1, 28, 28))
#> Conv2d    (8, 1, 28, 28) -> (8, 6, 24, 24)
#> MaxPool2d (8, 6, 24, 24) -> (8, 6, 12, 12)
#> Conv2d    (8, 6, 12, 12) -> (8, 16, 8, 8)
#> MaxPool2d (8, 16, 8, 8) -> (8, 16, 4, 4)
#> Flatten   (8, 16, 4, 4) -> (8, 256)
#> Linear    (8, 256) -> (8, 10)

# %% linear_input
layer = nn.Linear(28 * 28, 10)
image = torch.rand(28, 28)
layer(image)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (28x28 and 784x10)

# %% linear_input_cure
batch = image.unsqueeze(0).flatten(start_dim=1)
print(batch.shape)
#> torch.Size([1, 784])
print(layer(batch).shape)
#> torch.Size([1, 10])

# %% flatten_channels
colour_layer = nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10))
colour_image = torch.rand(3, 32, 32)
colour_layer(colour_image)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (3x1024 and 3072x10)

# %% flatten_channels_cure
colour_layer(colour_image.unsqueeze(0)).shape
#> torch.Size([1, 10])

# %% weight_by_hand
features = torch.rand(8, 784)
features @ layer.weight
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (8x784 and 10x784)

# %% weight_by_hand_cure
(features @ layer.weight.T + layer.bias).shape
#> torch.Size([8, 10])

# %% view_size
images = torch.rand(32, 3, 32, 32)
images.view(-1, 32 * 3 * 3)
#! RuntimeError: shape '[-1, 288]' is invalid for input of size 98304

# %% view_silent
images = torch.rand(33, 3, 32, 32)
images.view(-1, 32 * 3 * 3).shape
#> torch.Size([352, 288])

# %% view_silent_kept tags=["hidden"]
images.view(33, -1).shape
#> torch.Size([33, 3072])

# %% view_silent_whole tags=["hidden"]
images.view(-1, 32 * 32).shape
#> torch.Size([99, 1024])

# %% batch_mismatch
rows = images.view(-1, 32 * 3 * 3)
labels = torch.zeros(33, dtype=torch.long)
nn.functional.cross_entropy(nn.Linear(288, 10)(rows), labels)
#! ValueError: Expected input batch_size (352) to match target batch_size (33).

# %% view_size_cure
print(images.flatten(start_dim=1).shape)
#> torch.Size([33, 3072])
print(images.view(images.size(0), -1).shape)
#> torch.Size([33, 3072])

# %% star
inputs = torch.rand(64, 1000)
weight = torch.rand(1000, 100)
inputs * weight
#! RuntimeError: The size of tensor a (1000) must match the size of tensor b (100) at non-singleton dimension 1

# %% star_square
square = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print(square * square)
#> tensor([[ 1.,  4.],
#>         [ 9., 16.]])
print(square @ square)
#> tensor([[ 7., 10.],
#>         [15., 22.]])

# %% star_cure
(inputs @ weight).shape
#> torch.Size([64, 100])

# %% broadcast
predictions = torch.tensor([[1.0], [2.0], [3.0]])
targets = torch.tensor([1.0, 2.0, 3.0])
nn.functional.mse_loss(predictions, targets)
#> tensor(1.3333)
#! UserWarning: Using a target size (torch.Size([3])) that is different to the input size (torch.Size([3, 1])). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.

# %% broadcast_why
predictions - targets
#> tensor([[ 0., -1., -2.],
#>         [ 1.,  0., -1.],
#>         [ 2.,  1.,  0.]])

# %% broadcast_cure
nn.functional.mse_loss(predictions, targets.unsqueeze(1))
#> tensor(0.)

# %% bce_shapes
answers = torch.tensor([1.0, 0.0, 1.0])
nn.functional.binary_cross_entropy_with_logits(predictions, answers)
#! ValueError: Target size (torch.Size([3])) must be the same as input size (torch.Size([3, 1]))

# %% bce_shapes_cure
nn.functional.binary_cross_entropy_with_logits(predictions.squeeze(1), answers)
#> tensor(0.8296)

# %% exercise_1
torch.rand(8, 3, 5) @ torch.rand(8, 3, 5)
#! RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [8, 5] but got: [8, 3].

# %% exercise_1_cure
(torch.rand(8, 3, 5) @ torch.rand(8, 3, 5).mT).shape
#> torch.Size([8, 3, 3])


# %% exercise_2
def flat_size(layers, *shape):
    with torch.no_grad():
        return layers(torch.zeros(1, *shape)).flatten(start_dim=1).shape[1]


print(flat_size(net[:-1], 1, 28, 28), flat_size(net[:-1], 1, 32, 32))
#> 256 400

# %% exercise_3
heights = torch.tensor([[1.5], [1.6], [1.8]])
weights = torch.tensor([50.0, 60.0, 80.0])
line = nn.Linear(1, 1)
print((line(heights) - weights).shape)
#> torch.Size([3, 3])

# %% exercise_3_cure
print((line(heights).squeeze(1) - weights).shape)
#> torch.Size([3])
