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
nn.functional.binary_cross_entropy_with_logits(predictions, targets)
#! ValueError: Target size (torch.Size([3])) must be the same as input size (torch.Size([3, 1]))

# %% bce_shapes_cure
nn.functional.binary_cross_entropy_with_logits(predictions.squeeze(1), targets)
#> tensor(-2.5037)

# %% grey
convolution = nn.Conv2d(3, 8, 3)
grey = torch.rand(4, 1, 28, 28)
convolution(grey)
#! RuntimeError: Given groups=1, weight of size [8, 3, 3, 3], expected input[4, 1, 28, 28] to have 3 channels, but got 1 channels instead

# %% grey_cure
print(convolution(grey.expand(-1, 3, -1, -1)).shape)
#> torch.Size([4, 8, 26, 26])
print(nn.Conv2d(1, 8, 3)(grey).shape)
#> torch.Size([4, 8, 26, 26])

# %% channels_last
pictures = torch.rand(4, 28, 28, 3)
convolution(pictures)
#! RuntimeError: Given groups=1, weight of size [8, 3, 3, 3], expected input[4, 28, 28, 3] to have 3 channels, but got 28 channels instead

# %% channels_last_cure
convolution(pictures.permute(0, 3, 1, 2)).shape
#> torch.Size([4, 8, 26, 26])

# %% unbatched
nn.Conv2d(1, 8, 3)(image)
#! RuntimeError: Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [28, 28]

# %% unbatched_cure
nn.Conv2d(1, 8, 3)(image[None, None]).shape
#> torch.Size([1, 8, 26, 26])

# %% too_small
small = torch.rand(1, 8, 4, 4)
nn.Conv2d(8, 8, 5)(small)
#! RuntimeError: Calculated padded input size per channel: (4 x 4). Kernel size: (5 x 5). Kernel size can't be greater than actual input size

# %% too_small_cure
nn.Conv2d(8, 8, 5, padding=2)(small).shape
#> torch.Size([1, 8, 4, 4])

# %% transposed_view
table = torch.arange(6).reshape(2, 3)
turned = table.T
turned.view(6)
#! RuntimeError: view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.

# %% transposed_view_cure
print(turned.reshape(6))
#> tensor([0, 3, 1, 4, 2, 5])
print(turned.contiguous().view(6))
#> tensor([0, 3, 1, 4, 2, 5])

# %% dimension
scores = torch.tensor([2.0, 1.0, 0.5])
scores.softmax(dim=1)
#! IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)

# %% dimension_cure
print(scores.softmax(dim=-1))
#> tensor([0.6285, 0.2312, 0.1402])
print(scores.unsqueeze(0).softmax(dim=1))
#> tensor([[0.6285, 0.2312, 0.1402]])

# %% index
scores[3]
#! IndexError: index 3 is out of bounds for dimension 0 with size 3

# %% too_many_indices
scores[0, 1]
#! IndexError: too many indices for tensor of dimension 1

# %% index_cure
print(scores[-1], scores.unsqueeze(0)[0, 1])
#> tensor(0.5000) tensor(1.)

# %% stacked
halves = [torch.rand(2, 3), torch.rand(2, 4)]
torch.stack(halves)
#! RuntimeError: stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [2, 4] at entry 1

# %% joined
torch.cat(halves)
#! RuntimeError: Sizes of tensors must match except in dimension 0. Expected size 3 but got size 4 for tensor number 1 in the list.

# %% joined_cure
print(torch.cat(halves, dim=1).shape)
#> torch.Size([2, 7])
print(torch.stack([half[:, :3] for half in halves]).shape)
#> torch.Size([2, 2, 3])

# %% ragged
torch.tensor([[1, 2, 3], [4, 5]])
#! ValueError: expected sequence of length 3 at dim 1 (got 2)

# %% ragged_cure
rows = [torch.tensor([1, 2, 3]), torch.tensor([4, 5])]
nn.utils.rnn.pad_sequence(rows, batch_first=True)
#> tensor([[1, 2, 3],
#>         [4, 5, 0]])

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
