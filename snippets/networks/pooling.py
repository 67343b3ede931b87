"""Pooling: maximum and average of small windows, what else shrinks a map, and what a shift does."""

# %% grid
import torch
from torch import nn
from torch.nn import functional as F

grid = torch.tensor(
    [
        [1.0, 2.0, 0.0, 4.0],
        [3.0, 6.0, 1.0, 1.0],
        [7.0, 0.0, 5.0, 5.0],
        [0.0, 1.0, 5.0, 9.0],
    ]
)
print(grid)
#> tensor([[1., 2., 0., 4.],
#>         [3., 6., 1., 1.],
#>         [7., 0., 5., 5.],
#>         [0., 1., 5., 9.]])

# %% by_hand
# ko: 축 0과 2는 창의 자리, 축 1과 3은 창 안의 자리입니다.
# en: Axes 0 and 2 choose the window, axes 1 and 3 the place inside it.
windows = grid.reshape(2, 2, 2, 2)
print(windows.amax(dim=(1, 3)))
#> tensor([[6., 4.],
#>         [7., 9.]])

# %% by_hand_stride_one tags=["hidden"]
print(F.max_pool2d(grid[None], 2, stride=1)[0])
#> tensor([[6., 6., 4.],
#>         [7., 6., 5.],
#>         [7., 5., 9.]])

# %% by_hand_rows tags=["hidden"]
print(grid.amax(dim=1))
#> tensor([4., 6., 7., 9.])

# %% by_hand_sum tags=["hidden"]
print(windows.sum(dim=(1, 3)))
#> tensor([[12.,  6.],
#>         [ 8., 24.]])

# %% by_hand_mean
print(windows.mean(dim=(1, 3)))
#> tensor([[3.0000, 1.5000],
#>         [2.0000, 6.0000]])

# %% max_pooling
torch.manual_seed(0)
images = torch.rand(16, 3, 32, 32)

max_pooling = nn.MaxPool2d(2)
print(images.shape, "->", max_pooling(images).shape)
#> torch.Size([16, 3, 32, 32]) -> torch.Size([16, 3, 16, 16])
print(max_pooling(grid[None])[0])
#> tensor([[6., 4.],
#>         [7., 9.]])
print(F.max_pool2d(grid[None], 2)[0])
#> tensor([[6., 4.],
#>         [7., 9.]])

# %% cost
print(f"{images.numel():,} values -> {max_pooling(images).numel():,}")
#> 49,152 values -> 12,288
print(len(list(max_pooling.parameters())), "parameters")
#> 0 parameters

# %% cost_numbers tags=["hidden"]
values_before, values_after = images.numel(), max_pooling(images).numel()

# %% average_pooling
average_pooling = nn.AvgPool2d(2)
print(images.shape, "->", average_pooling(images).shape)
#> torch.Size([16, 3, 32, 32]) -> torch.Size([16, 3, 16, 16])
print(average_pooling(grid[None])[0])
#> tensor([[3.0000, 1.5000],
#>         [2.0000, 6.0000]])
print(F.avg_pool2d(grid[None], 2)[0])
#> tensor([[3.0000, 1.5000],
#>         [2.0000, 6.0000]])

# %% photo
import matplotlib.pyplot as plt
from matplotlib.cbook import get_sample_data

with get_sample_data("grace_hopper.jpg") as file:
    photo = torch.tensor(plt.imread(file))
face = photo[40:280:2, 140:356:2].float().mean(dim=2)[None] / 255

pooled = {"input": face, "max": F.max_pool2d(face, 4), "average": F.avg_pool2d(face, 4)}
figure, panels = plt.subplots(1, 3, figsize=(6.4, 2.8), layout="constrained")
for panel, (name, image) in zip(panels, pooled.items(), strict=True):
    panel.imshow(image[0].numpy(), cmap="gray", vmin=0, vmax=1)
    panel.set_title(name)
    panel.set_axis_off()
    print(f"{name:8} {tuple(image.shape)} mean {image.mean():.4f}")
#> input    (1, 120, 108) mean 0.4384
#> max      (1, 30, 27) mean 0.5933
#> average  (1, 30, 27) mean 0.4384
# alt-ko: 왼쪽은 {face.shape[1]}×{face.shape[2]}픽셀의 사진, 가운데와 오른쪽은 창 크기 4인 최대 풀링과
# alt-ko: 평균 풀링의 결과. 둘 다 얼굴을 알아볼 수 있지만 훨씬 거칠고, 최대 풀링 쪽이 더 밝습니다.
# alt-en: Left a photograph of {face.shape[1]} by {face.shape[2]} pixels, then the results of max
# alt-en: and average pooling with a window of 4. The face is still recognisable in both, much
# alt-en: coarser, and brighter after max pooling.

# %% settings
odd = torch.rand(1, 1, 7, 7)
print(nn.MaxPool2d(2)(odd).shape)
#> torch.Size([1, 1, 3, 3])
print(nn.MaxPool2d(3, stride=2, padding=1)(odd).shape)
#> torch.Size([1, 1, 4, 4])

# %% settings_up tags=["hidden"]
print(nn.MaxPool2d(2, ceil_mode=True)(odd).shape)
#> torch.Size([1, 1, 4, 4])
print(nn.MaxPool2d(3, stride=2, padding=1)(odd).shape)
#> torch.Size([1, 1, 4, 4])

# %% settings_stride_one tags=["hidden"]
print(nn.MaxPool2d(2, stride=1)(odd).shape)
#> torch.Size([1, 1, 6, 6])
print(nn.MaxPool2d(3, stride=1, padding=1)(odd).shape)
#> torch.Size([1, 1, 7, 7])

# %% settings_window tags=["hidden"]
print(nn.MaxPool2d(2)(odd).shape)
#> torch.Size([1, 1, 3, 3])
print(nn.MaxPool2d(3, padding=1)(odd).shape)
#> torch.Size([1, 1, 3, 3])

# %% ceil
print(nn.MaxPool2d(2))
#> MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
print(nn.MaxPool2d(2, ceil_mode=True)(odd).shape)
#> torch.Size([1, 1, 4, 4])

# %% strides
feature_map = torch.rand(1, 6, 30, 30)
for stride in (1, 2):
    print(stride, tuple(F.max_pool2d(feature_map, 2, stride=stride).shape))
#> 1 (1, 6, 29, 29)
#> 2 (1, 6, 15, 15)
for window in (2, (2, 2), (3, 2)):
    print(window, tuple(F.max_pool2d(feature_map, window).shape))
#> 2 (1, 6, 15, 15)
#> (2, 2) (1, 6, 15, 15)
#> (3, 2) (1, 6, 10, 15)

# %% alternatives
strided = nn.Conv2d(3, 3, kernel_size=2, stride=2)
overall = nn.AdaptiveAvgPool2d(1)
for layer in (max_pooling, strided, overall):
    count = sum(parameter.numel() for parameter in layer.parameters())
    print(f"{type(layer).__name__:18}{tuple(layer(images).shape)} {count:3}")
#> MaxPool2d         (16, 3, 16, 16)   0
#> Conv2d            (16, 3, 16, 16)  39
#> AdaptiveAvgPool2d (16, 3, 1, 1)   0
print(overall(torch.rand(16, 3, 45, 20)).shape)
#> torch.Size([16, 3, 1, 1])


# %% one_pixel
def pixel_at(column):
    image = torch.zeros(1, 8, 8)
    image[0, 2, column] = 1
    return max_pooling(image)[0, 1].tolist()


for column in range(1, 5):
    print(column, pixel_at(column))
#> 1 [1.0, 0.0, 0.0, 0.0]
#> 2 [0.0, 1.0, 0.0, 0.0]
#> 3 [0.0, 1.0, 0.0, 0.0]
#> 4 [0.0, 0.0, 1.0, 0.0]


# %% photo_shift
def change(image, moved):
    return ((image - moved).abs().mean() / image.std()).item()


for shift in (1, 2, 4):
    here, there = face[:, :, :-4], face[:, :, shift : shift + 104]
    pixels = change(here, there)
    large = change(F.max_pool2d(here, 4), F.max_pool2d(there, 4))
    mean = change(F.avg_pool2d(here, 4), F.avg_pool2d(there, 4))
    print(f"{shift}: pixels {pixels:.2f}, max {large:.2f}, average {mean:.2f}")
#> 1: pixels 0.25, max 0.10, average 0.12
#> 2: pixels 0.36, max 0.19, average 0.23
#> 4: pixels 0.50, max 0.37, average 0.39

# %% exercise_1
tracked = grid.clone().requires_grad_()
for pooling in (max_pooling, average_pooling):
    total = pooling(tracked[None]).sum()
    print(torch.autograd.grad(total, tracked)[0])
#> tensor([[0., 0., 0., 1.],
#>         [0., 1., 0., 0.],
#>         [1., 0., 0., 0.],
#>         [0., 0., 0., 1.]])
#> tensor([[0.2500, 0.2500, 0.2500, 0.2500],
#>         [0.2500, 0.2500, 0.2500, 0.2500],
#>         [0.2500, 0.2500, 0.2500, 0.2500],
#>         [0.2500, 0.2500, 0.2500, 0.2500]])

# %% exercise_2
quarters = torch.full((3, 1, 2, 2), 1 / 4)
by_convolution = F.conv2d(images, quarters, stride=2, groups=3)
print(by_convolution[0, 0, 0, :4])
#> tensor([0.4276, 0.1007, 0.5199, 0.7130])
print(average_pooling(images)[0, 0, 0, :4])
#> tensor([0.4276, 0.1007, 0.5199, 0.7130])

# %% exercise_3
tower = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(5)])
tower(torch.rand(1, 3, 28, 28))
#! RuntimeError: Given input size: (3x1x1). Calculated output size: (3x0x0). Output size is too small

# %% exercise_3_cure
four = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(4)])
print(four(torch.rand(1, 3, 28, 28)).shape)
#> torch.Size([1, 3, 1, 1])
