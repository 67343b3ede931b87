"""Pooling: maximum and average of small windows, and what a shift does to them."""

# %% by_hand
import torch
from torch import nn

grid = torch.tensor(
    [
        [1.0, 2.0, 0.0, 4.0],
        [3.0, 6.0, 1.0, 1.0],
        [7.0, 0.0, 5.0, 5.0],
        [0.0, 1.0, 5.0, 9.0],
    ]
)
# ko: 축 0과 2는 창의 자리, 축 1과 3은 창 안의 자리입니다.
# en: Axes 0 and 2 choose the window, axes 1 and 3 the place inside it.
windows = grid.reshape(2, 2, 2, 2)
print(windows.amax(dim=(1, 3)))
#> tensor([[6., 4.],
#>         [7., 9.]])
print(windows.mean(dim=(1, 3)))
#> tensor([[3.0000, 1.5000],
#>         [2.0000, 6.0000]])

# %% max_pooling
from torch.nn import functional as F

torch.manual_seed(0)
images = torch.rand(16, 3, 32, 32)

max_pooling = nn.MaxPool2d(2)
print(images.shape, "->", max_pooling(images).shape)
#> torch.Size([16, 3, 32, 32]) -> torch.Size([16, 3, 16, 16])
print(torch.equal(max_pooling(images), F.max_pool2d(images, 2)))
#> True
print(max_pooling(grid[None])[0])
#> tensor([[6., 4.],
#>         [7., 9.]])

# %% average_pooling
average_pooling = nn.AvgPool2d(2)
print(images.shape, "->", average_pooling(images).shape)
#> torch.Size([16, 3, 32, 32]) -> torch.Size([16, 3, 16, 16])
print(torch.equal(average_pooling(images), F.avg_pool2d(images, 2)))
#> True
print(average_pooling(grid[None])[0])
#> tensor([[3.0000, 1.5000],
#>         [2.0000, 6.0000]])
print(bool((max_pooling(images) >= average_pooling(images)).all()))
#> True

# %% photo
import matplotlib.pyplot as plt
from matplotlib.cbook import get_sample_data

with get_sample_data("grace_hopper.jpg") as file:
    photo = torch.tensor(plt.imread(file))
face = photo[40:280:2, 140:356:2].float().mean(dim=2)[None] / 255

pooled = {"input": face, "max, 4 x 4": F.max_pool2d(face, 4)}
pooled["average, 4 x 4"] = F.avg_pool2d(face, 4)
figure, panels = plt.subplots(1, 3, figsize=(6.4, 2.6), layout="constrained")
for panel, (name, image) in zip(panels, pooled.items(), strict=True):
    panel.imshow(image[0].numpy(), vmin=0, vmax=1, interpolation="none")
    panel.set_title(name)
    print(f"{name:15} {tuple(image.shape)} mean {image.mean():.4f}")
#> input           (1, 120, 108) mean 0.4384
#> max, 4 x 4      (1, 30, 27) mean 0.5933
#> average, 4 x 4  (1, 30, 27) mean 0.4384
# alt-ko: 왼쪽은 {face.shape[1]}×{face.shape[2]} 픽셀의 사진, 가운데와 오른쪽은 창 크기 4인 최대 풀링과
# alt-ko: 평균 풀링의 결과. 둘 다 얼굴을 알아볼 수 있지만 훨씬 거칠고, 최대 풀링 쪽이 더 밝습니다.
# alt-en: Left a photograph of {face.shape[1]} by {face.shape[2]} pixels, then the results of max
# alt-en: and average pooling with a window of 4. The face is still recognisable in both, much
# alt-en: coarser, and brighter after max pooling.

# %% cost
values_before, values_after = images.numel(), max_pooling(images).numel()
print(values_before, "->", values_after)
#> 49152 -> 12288
print(len(list(max_pooling.parameters())), "parameters")
#> 0 parameters

# %% settings
print(max_pooling)
#> MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
odd = torch.rand(1, 1, 7, 7)
print(nn.MaxPool2d(2)(odd).shape)
#> torch.Size([1, 1, 3, 3])
print(nn.MaxPool2d(2, ceil_mode=True)(odd).shape)
#> torch.Size([1, 1, 4, 4])
print(nn.MaxPool2d(3, stride=2, padding=1)(odd).shape)
#> torch.Size([1, 1, 4, 4])


# %% one_pixel
def pixel_at(row, column):
    image = torch.zeros(1, 8, 8)
    image[0, row, column] = 1
    return image


before = max_pooling(pixel_at(2, 2))
for shift in (-1, 1, 2):
    after = max_pooling(pixel_at(2, 2 + shift))
    print(f"{shift:+d} column:", "same" if torch.equal(before, after) else "different")
#> -1 column: different
#> +1 column: same
#> +2 column: different

# %% every_pixel
unchanged = {"one column": 0, "one column and one row": 0}
places = 0
for row in range(7):
    for column in range(7):
        places += 1
        before = max_pooling(pixel_at(row, column))
        aside = max_pooling(pixel_at(row, column + 1))
        diagonal = max_pooling(pixel_at(row + 1, column + 1))
        unchanged["one column"] += torch.equal(before, aside)
        unchanged["one column and one row"] += torch.equal(before, diagonal)
print(unchanged, "of", places)
#> {'one column': 28, 'one column and one row': 16} of 49

# %% numbers tags=["hidden"]
same_aside = unchanged["one column"]
same_diagonal = unchanged["one column and one row"]


# %% photo_shift
def change(image, moved):
    return ((image - moved).abs().mean() / image.std()).item()


def kept(image):
    return image


operations = {"pixels": kept, "max": nn.MaxPool2d(4), "average": nn.AvgPool2d(4)}
for shift in (1, 2, 4):
    print("shift", shift, end="")
    left, right = face[:, :, :-4], face[:, :, shift : shift + 104]
    for name, operation in operations.items():
        print(f"  {name} {change(operation(left), operation(right)):.2f}", end="")
    print()
#> shift 1  pixels 0.25  max 0.10  average 0.12
#> shift 2  pixels 0.36  max 0.19  average 0.23
#> shift 4  pixels 0.50  max 0.37  average 0.39

# %% exercise_1
side = 13
print(nn.MaxPool2d(3, stride=2)(torch.rand(1, side, side)).shape, (side - 3) // 2 + 1)
#> torch.Size([1, 6, 6]) 6
print(nn.MaxPool2d(3)(torch.rand(1, side, side)).shape, (side - 3) // 3 + 1)
#> torch.Size([1, 4, 4]) 4

# %% exercise_2
quarters = torch.full((3, 1, 2, 2), 1 / 4)
by_convolution = F.conv2d(images, quarters, stride=2, groups=3)
print(torch.allclose(by_convolution, average_pooling(images)))
#> True

# %% exercise_3
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
