"""Convolution: filters, channels, the module and the function, and the output size."""

# %% price
import torch
from torch import nn
from torch.nn import functional as F

fully_connected = nn.Linear(3 * 32 * 32, 28 * 28)
convolution = nn.Conv2d(in_channels=3, out_channels=1, kernel_size=5)
image = torch.rand(1, 3, 32, 32)
print(fully_connected(image.flatten(1)).shape, convolution(image).shape)
#> torch.Size([1, 784]) torch.Size([1, 1, 28, 28])


def count(layer):
    return sum(parameter.numel() for parameter in layer.parameters())


linear_parameters, filter_parameters = count(fully_connected), count(convolution)
print(f"{linear_parameters:,} parameters against {filter_parameters}")
#> 2,409,232 parameters against 76

# %% one_patch
picture = torch.tensor(
    [
        [0.0, 0.0, 0.0, 9.0, 9.0],
        [0.0, 0.0, 0.0, 9.0, 9.0],
        [0.0, 0.0, 0.0, 9.0, 9.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)
kernel = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])

products = picture[0:3, 1:4] * kernel
print(products)
#> tensor([[-0.,  0.,  9.],
#>         [-0.,  0., 18.],
#>         [-0.,  0.,  9.]])
print(products.sum())
#> tensor(36.)

# %% every_patch
# ko: None은 conv2d에 필요한 배치 축과 채널 축을 앞에 덧붙입니다.
# en: None adds the batch axis and the channel axis that conv2d needs in front.
response = F.conv2d(picture[None, None], kernel[None, None])
print(response[0, 0])
#> tensor([[ 0., 36., 36.],
#>         [ 0., 27., 27.]])

# %% every_patch_flipped tags=["hidden"]
print(F.conv2d(picture[None, None], kernel.flip(0, 1)[None, None])[0, 0])
#> tensor([[  0., -36., -36.],
#>         [  0., -27., -27.]])

# %% every_patch_across tags=["hidden"]
print(F.conv2d(picture[None, None], kernel.T[None, None])[0, 0])
#> tensor([[  0.,   0.,   0.],
#>         [  0.,  -9., -27.]])

# %% every_patch_averaged tags=["hidden"]
print(F.conv2d(picture[None, None], kernel[None, None] / 9)[0, 0])
#> tensor([[0., 4., 4.],
#>         [0., 3., 3.]])

# %% window tags=["frames"]
import matplotlib.pyplot as plt
import numpy as np

places = [(row, column) for row in range(2) for column in range(3)]
grid, values = picture.numpy(), response[0, 0].numpy()
for step, (row, column) in enumerate(places):
    figure, panels = plt.subplots(1, 2, figsize=(6.4, 3.0), layout="constrained")
    for panel, numbers, side in zip(panels, [grid, values], [3, 1], strict=True):
        height, width = numbers.shape
        panel.set(xlim=(-0.5, width - 0.5), ylim=(height - 0.5, -0.5))
        panel.set(aspect="equal", xticks=[], yticks=[])
        for place, number in np.ndenumerate(numbers):
            if side == 3 or place in places[: step + 1]:
                panel.text(*place[::-1], f"{number:.0f}", ha="center", fontsize=16)
        corner = (column - 0.5, row - 0.5)
        panel.add_patch(plt.Rectangle(corner, side, side, fill=False, ec="C1", lw=4))
# alt-ko: 왼쪽은 4×5 이미지의 숫자이고 3×3 창이 테두리로 표시되어 있습니다. 창의 왼쪽 위 칸은
# alt-ko: (행, 열) {places[*]}입니다. 오른쪽 2×3 특징 맵에서는 같은 자리까지 숫자가 채워졌습니다.
# alt-en: Left the numbers of the 4 by 5 image, with a frame around a window of 3 by 3 whose upper
# alt-en: left corner is at (row, column) {places[*]}. Right the 2 by 3 feature map, filled up to
# alt-en: the same place.

# %% moved
moved = torch.zeros(4, 5)
moved[:, :4] = picture[:, 1:]  # ko: 왼쪽으로 한 칸 | en: one column to the left
print(F.conv2d(moved[None, None], kernel[None, None])[0, 0])
#> tensor([[ 36.,  36., -36.],
#>         [ 27.,  27., -27.]])

# %% photo
from matplotlib.cbook import get_sample_data

with get_sample_data("grace_hopper.jpg") as file:
    photo = torch.tensor(plt.imread(file))
# ko: 얼굴만 잘라 세 픽셀마다 하나씩 남기고 회색조로 바꿉니다.
# en: Cut out the face, keep every third pixel and make it grey.
face = photo[40:298:3, 130:364:3].float().mean(dim=2) / 255
print(photo.shape, "->", face.shape)
#> torch.Size([600, 512, 3]) -> torch.Size([86, 78])

# %% filters
filters = torch.stack([kernel, kernel.T])[:, None]
maps = F.conv2d(face[None, None], filters)
print(filters.shape, "->", maps.shape)
#> torch.Size([2, 1, 3, 3]) -> torch.Size([1, 2, 84, 76])

figure, panels = plt.subplots(1, 3, figsize=(6.4, 2.8), layout="constrained")
panels[0].imshow(face.numpy(), cmap="gray")
for panel, feature_map in zip(panels[1:], maps[0], strict=True):
    # ko: 0이 회색이 되도록 양쪽 끝을 같은 크기로 둡니다.
    # en: The same limit on both sides makes 0 grey.
    panel.imshow(feature_map.numpy(), cmap="gray", vmin=-2, vmax=2)
for panel, name in zip(panels, ["input", "vertical", "horizontal"], strict=True):
    panel.set_title(name)
    panel.set_axis_off()
# alt-ko: 왼쪽은 그레이스 호퍼의 사진({face.shape[0]}×{face.shape[1]}픽셀)입니다. 가운데 특징 맵에서는
# alt-ko: 배경의 줄무늬 같은 세로 경계가, 오른쪽 특징 맵에서는 안경테 위쪽과 입 같은 가로 경계가
# alt-ko: 밝거나 어둡게 드러납니다.
# alt-en: Left a photograph of Grace Hopper ({face.shape[0]} by {face.shape[1]} pixels). Vertical
# alt-en: edges, such as the stripes of the background, stand out bright or dark in the feature
# alt-en: map in the middle; horizontal ones, such as the rim of the glasses and the mouth, in
# alt-en: the one on the right.

# %% as_matrix
# ko: 픽셀 하나만 1인 5×5 이미지 25장의 출력이 곧 선형 계층의 가중치입니다.
# en: The outputs for 25 images with a single 1 are the weights of a linear layer.
single_pixels = torch.eye(25).reshape(25, 1, 5, 5)
nine_weights = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
matrix = F.conv2d(single_pixels, nine_weights).reshape(25, 9).T

connections = int(matrix.count_nonzero())
print(matrix.shape, connections, "of", matrix.numel(), "are not zero")
#> torch.Size([9, 25]) 81 of 225 are not zero
print(matrix.unique())
#> tensor([0., 1., 2., 3., 4., 5., 6., 7., 8., 9.])

torch.manual_seed(0)
square = torch.rand(1, 1, 5, 5)
print((matrix @ square.flatten())[:4])
#> tensor([18.5205, 15.0280, 15.0847, 24.2528])
print(F.conv2d(square, nine_weights).flatten()[:4])
#> tensor([18.5205, 15.0280, 15.0847, 24.2528])

# %% channels
colour_filter = nn.Conv2d(in_channels=3, out_channels=8, kernel_size=5)
print(colour_filter.weight.shape)
#> torch.Size([8, 3, 5, 5])
print(colour_filter(torch.rand(16, 3, 32, 32)).shape)
#> torch.Size([16, 8, 28, 28])

# %% four_channels
colour_filter(torch.rand(16, 4, 32, 32))
#! RuntimeError: Given groups=1, weight of size [8, 3, 5, 5], expected input[16, 4, 32, 32] to have 3 channels, but got 4 channels instead

# %% make_it_three
transparent = torch.rand(16, 4, 32, 32)
grey = torch.rand(16, 1, 32, 32)
print(colour_filter(transparent[:, :3]).shape)
#> torch.Size([16, 8, 28, 28])
print(colour_filter(grey.expand(-1, 3, -1, -1)).shape)
#> torch.Size([16, 8, 28, 28])

# %% groups
in_two_groups = nn.Conv2d(in_channels=6, out_channels=4, kernel_size=5, groups=2)
print(in_two_groups.weight.shape)
#> torch.Size([4, 3, 5, 5])
print(in_two_groups(torch.rand(1, 6, 32, 32)).shape)
#> torch.Size([1, 4, 28, 28])

# %% module
torch.manual_seed(0)
images = torch.rand(16, 3, 32, 32)
layer = nn.Conv2d(in_channels=3, out_channels=1, kernel_size=5, stride=1, padding=0)
print(layer(images).shape)
#> torch.Size([16, 1, 28, 28])
for name, parameter in layer.named_parameters():
    print(name, parameter.shape, parameter.requires_grad)
#> weight torch.Size([1, 3, 5, 5]) True
#> bias torch.Size([1]) True

# %% function
own_filters = torch.rand(1, 3, 5, 5)
output = F.conv2d(images, own_filters, stride=1, padding=0)
print(output.shape, output.requires_grad)
#> torch.Size([16, 1, 28, 28]) False

same = F.conv2d(images, layer.weight, layer.bias, stride=1, padding=0)
print(same[0, 0, 0, :3].tolist())
#> [0.16148635745048523, -0.09425228089094162, 0.18409158289432526]
print(layer(images)[0, 0, 0, :3].tolist())
#> [0.16148635745048523, -0.09425228089094162, 0.18409158289432526]


# %% output_size
def output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1


print(output_size(32, 5), output_size(28, 3, padding=1))
#> 28 28
print(output_size(32, 3, stride=2, padding=1), output_size(224, 7, stride=2, padding=3))
#> 16 112


# %% no_plus_one tags=["hidden"]
def no_plus_one(size, kernel_size, stride=1, padding=0):
    return (size + 2 * padding - kernel_size) // stride


print(no_plus_one(32, 5), no_plus_one(28, 3, padding=1))
#> 27 27
print(no_plus_one(32, 3, stride=2, padding=1), no_plus_one(224, 7, stride=2, padding=3))
#> 15 111


# %% rounded_up tags=["hidden"]
def rounded_up(size, kernel_size, stride=1, padding=0):
    return -(-(size + 2 * padding - kernel_size) // stride) + 1


print(rounded_up(32, 5), rounded_up(28, 3, padding=1))
#> 28 28
print(rounded_up(32, 3, stride=2, padding=1), rounded_up(224, 7, stride=2, padding=3))
#> 17 113


# %% one_border tags=["hidden"]
def one_border(size, kernel_size, stride=1, padding=0):
    return (size + padding - kernel_size) // stride + 1


print(one_border(32, 5), one_border(28, 3, padding=1))
#> 28 27
print(one_border(32, 3, stride=2, padding=1), one_border(224, 7, stride=2, padding=3))
#> 16 111

# %% grid
from itertools import product

settings = product(range(7, 15), (1, 2, 3, 4), (1, 2, 3), (0, 1, 2), (1, 2))
checked = disagree = 0
for size, kernel_size, stride, padding, dilation in settings:
    layer = nn.Conv2d(1, 1, kernel_size, stride, padding, dilation)
    height = layer(torch.rand(1, 1, size, size)).shape[2]
    checked += 1
    disagree += height != output_size(size, kernel_size, stride, padding, dilation)
print(f"{checked} layers, {disagree} disagree")
#> 576 layers, 0 disagree

# %% two_sizes
wide = nn.Conv2d(1, 1, kernel_size=(3, 5), stride=(1, 2), padding=(1, 0))
print(wide(torch.rand(1, 1, 20, 31)).shape)
#> torch.Size([1, 1, 20, 14])
print(output_size(20, 3, padding=1), output_size(31, 5, stride=2))
#> 20 14

# %% exercise_1
look_right = torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
numbers = torch.arange(1.0, 13.0).reshape(3, 4)
print(numbers)
#> tensor([[ 1.,  2.,  3.,  4.],
#>         [ 5.,  6.,  7.,  8.],
#>         [ 9., 10., 11., 12.]])
print(F.conv2d(numbers[None, None], look_right[None, None], padding=1)[0, 0])
#> tensor([[ 2.,  3.,  4.,  0.],
#>         [ 6.,  7.,  8.,  0.],
#>         [10., 11., 12.,  0.]])


# %% exercise_2
def same_size(kernel_size):
    return nn.Conv2d(1, 1, kernel_size, padding=(kernel_size - 1) // 2)


for kernel_size in (3, 5, 7):
    print(kernel_size, same_size(kernel_size)(torch.rand(1, 1, 28, 28)).shape)
#> 3 torch.Size([1, 1, 28, 28])
#> 5 torch.Size([1, 1, 28, 28])
#> 7 torch.Size([1, 1, 28, 28])
print(nn.Conv2d(1, 1, kernel_size=7, padding="same")(torch.rand(1, 1, 28, 28)).shape)
#> torch.Size([1, 1, 28, 28])

# %% exercise_3
as_loaded = torch.rand(1, 32, 32, 3)
print(colour_filter(as_loaded.permute(0, 3, 1, 2)).shape)
#> torch.Size([1, 8, 28, 28])

# %% exercise_3_wrong
colour_filter(as_loaded)
#! RuntimeError: Given groups=1, weight of size [8, 3, 5, 5], expected input[1, 32, 32, 3] to have 3 channels, but got 32 channels instead
