"""Convolution: filters, channels, the module and the function, and the output size."""

# %% price
import torch
from torch import nn

fully_connected = nn.Linear(3 * 32 * 32, 28 * 28)
convolution = nn.Conv2d(in_channels=3, out_channels=1, kernel_size=5)
image = torch.rand(1, 3, 32, 32)
assert fully_connected(image.flatten(1)).numel() == convolution(image).numel()


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

patch = picture[0:3, 1:4]
products = patch * kernel
print(products)
#> tensor([[-0.,  0.,  9.],
#>         [-0.,  0., 18.],
#>         [-0.,  0.,  9.]])
print(products.sum())
#> tensor(36.)

# %% every_patch
from torch.nn import functional as F

# ko: None은 conv2d가 기대하는 배치 축과 채널 축을 앞에 덧붙입니다.
# en: None adds the batch axis and the channel axis that conv2d expects in front.
response = F.conv2d(picture[None, None], kernel[None, None])
print(response.shape)
#> torch.Size([1, 1, 2, 3])
print(response[0, 0])
#> tensor([[ 0., 36., 36.],
#>         [ 0., 27., 27.]])

# %% photo
import matplotlib.pyplot as plt
from matplotlib.cbook import get_sample_data

with get_sample_data("grace_hopper.jpg") as file:
    photo = torch.tensor(plt.imread(file))
print(photo.shape, photo.dtype)
#> torch.Size([600, 512, 3]) torch.uint8

# ko: 얼굴만 잘라 세 픽셀마다 하나씩 남기고 회색조로 바꿉니다.
# en: Cut out the face, keep every third pixel and make it grey.
face = photo[40:298:3, 130:364:3].float().mean(dim=2) / 255
print(face.shape, f"mean {face.mean():.4f}")
#> torch.Size([86, 78]) mean 0.4336

# %% filters
filters = torch.stack([kernel, kernel.T])[:, None]
maps = F.conv2d(face[None, None], filters)
print(filters.shape, "->", maps.shape)
#> torch.Size([2, 1, 3, 3]) -> torch.Size([1, 2, 84, 76])

names = ["input", "across: vertical edges", "down: horizontal edges"]
figure, panels = plt.subplots(1, 3, figsize=(6.4, 2.6), layout="constrained")
for panel, shown, name in zip(panels, [face, *maps[0]], names, strict=True):
    panel.imshow(shown.numpy(), interpolation="none")
    panel.set_title(name)
    panel.set_axis_off()
# alt-ko: 왼쪽은 그레이스 호퍼의 사진({face.shape[0]}×{face.shape[1]} 픽셀)입니다. 가운데 특징 맵에서는
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
by_matrix = matrix @ square.flatten()
print(torch.allclose(by_matrix, F.conv2d(square, nine_weights).flatten()))
#> True

# %% channels
colour_filter = nn.Conv2d(in_channels=3, out_channels=8, kernel_size=5)
print(colour_filter.weight.shape)
#> torch.Size([8, 3, 5, 5])
print(colour_filter(torch.rand(16, 3, 32, 32)).shape)
#> torch.Size([16, 8, 28, 28])

# %% four_channels
colour_filter(torch.rand(16, 4, 32, 32))
#! RuntimeError: Given groups=1, weight of size [8, 3, 5, 5], expected input[16, 4, 32, 32] to have 3 channels, but got 4 channels instead

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
print(torch.equal(same, layer(images)))
#> True


# %% output_size
def output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1


print(output_size(32, 5), output_size(28, 3, padding=1))
#> 28 28
print(output_size(32, 3, stride=2, padding=1), output_size(224, 7, stride=2, padding=3))
#> 16 112

# %% grid
from itertools import product

settings = product(range(7, 15), (1, 2, 3, 4), (1, 2, 3), (0, 1, 2), (1, 2))
checked = 0
for size, kernel_size, stride, padding, dilation in settings:
    layer = nn.Conv2d(1, 1, kernel_size, stride, padding, dilation)
    expected = output_size(size, kernel_size, stride, padding, dilation)
    assert layer(torch.rand(1, 1, size, size)).shape[2:] == (expected, expected)
    checked += 1
print(checked, "layers agree")
#> 576 layers agree

# %% shortened
# ko: 원문의 식은 내림도 하지 않고 1을 더하지도 않습니다.
# en: The formula of the source post neither rounds down nor adds 1.
compared = right = fractions = 0
for size, kernel_size, stride, padding in product(range(7, 15), (3, 5), (1, 2), (0, 1)):
    shortened = (size + 2 * padding - kernel_size) / stride
    compared += 1
    right += shortened == output_size(size, kernel_size, stride, padding)
    fractions += not shortened.is_integer()
print(compared, "compared:", right, "right,", fractions, "not even whole numbers")
#> 64 compared: 0 right, 16 not even whole numbers

# %% two_sizes
wide = nn.Conv2d(1, 1, kernel_size=(3, 5), stride=(1, 2), padding=(1, 0))
print(wide(torch.rand(1, 1, 20, 31)).shape)
#> torch.Size([1, 1, 20, 14])
print(output_size(20, 3, padding=1), output_size(31, 5, stride=2))
#> 20 14

# %% exercise_1
for kernel_size in (3, 5, 7):
    padding = (kernel_size - 1) // 2
    print(kernel_size, padding, output_size(28, kernel_size, padding=padding))
#> 3 1 28
#> 5 2 28
#> 7 3 28
print(nn.Conv2d(1, 1, kernel_size=7, padding="same")(torch.rand(1, 1, 28, 28)).shape)
#> torch.Size([1, 1, 28, 28])

# %% exercise_2
plain = nn.Conv2d(16, 32, kernel_size=3)
depthwise = nn.Conv2d(16, 32, kernel_size=3, groups=16)
print(count(plain), 32 * (16 * 3 * 3) + 32)
#> 4640 4640
print(count(depthwise), 32 * (1 * 3 * 3) + 32)
#> 320 320

# %% exercise_3
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
