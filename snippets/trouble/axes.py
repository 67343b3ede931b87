"""Channels, axes and lists that do not fit, each with its causes and its cure."""

# %% grey
import torch
from torch import nn

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
image = torch.rand(28, 28)
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
pictures = torch.rand(4, 28, 32, 3)
pictures.permute(0, 3, 1, 2).shape
#> torch.Size([4, 3, 28, 32])

# %% exercise_1_reshaped tags=["hidden"]
pictures.transpose(1, 3).shape
#> torch.Size([4, 3, 32, 28])

# %% exercise_1_batch tags=["hidden"]
pictures.permute(3, 0, 1, 2).shape
#> torch.Size([3, 4, 28, 32])


# %% exercise_2
def channels_first(pictures):
    if pictures.ndim == 2:
        pictures = pictures.unsqueeze(-1)
    if pictures.ndim == 3:
        pictures = pictures.unsqueeze(0)
    return pictures.movedim(-1, 1)


for shape in ((28, 28), (28, 28, 3), (4, 28, 28, 3)):
    print(shape, tuple(channels_first(torch.rand(shape)).shape))
#> (28, 28) (1, 1, 28, 28)
#> (28, 28, 3) (1, 3, 28, 28)
#> (4, 28, 28, 3) (4, 3, 28, 28)

# %% exercise_3
wrong = pictures.reshape(4, 3, 28, 32)
right = pictures.permute(0, 3, 1, 2)
print(f"{(wrong == right).float().mean():.2f}")
#> 0.00
