"""Reshaping: view, reshape, flatten, squeeze, unsqueeze, permute; strides; joining."""

# %% reshape
import torch

numbers = torch.arange(12)
print(numbers.reshape(3, 4))
#> tensor([[ 0,  1,  2,  3],
#>         [ 4,  5,  6,  7],
#>         [ 8,  9, 10, 11]])
print(numbers.reshape(2, -1))  # ko: -1은 알아서 정하라는 뜻 | en: -1: work it out
#> tensor([[ 0,  1,  2,  3,  4,  5],
#>         [ 6,  7,  8,  9, 10, 11]])

# %% does_not_fit
numbers.reshape(5, -1)
#! RuntimeError: shape '[5, -1]' is invalid for input of size 12

# %% flatten
images = torch.rand(8, 1, 28, 28)
print(images.flatten().shape)
#> torch.Size([6272])
print(images.flatten(start_dim=1).shape)
#> torch.Size([8, 784])

# %% unsqueeze
image = torch.rand(3, 28, 28)
print(image.unsqueeze(0).shape)
#> torch.Size([1, 3, 28, 28])
print(image[None].shape)  # ko: 같은 일을 합니다 | en: does the same
#> torch.Size([1, 3, 28, 28])

column = torch.tensor([1.0, 2.0, 3.0]).unsqueeze(1)
print(column.shape)
#> torch.Size([3, 1])

# %% squeeze
outputs = torch.rand(8, 1)
print(outputs.squeeze(1).shape)
#> torch.Size([8])

# %% squeeze_all
batch_of_one = torch.rand(1, 3, 1)
print(batch_of_one.squeeze().shape)
#> torch.Size([3])

# %% transpose
grid = numbers.reshape(3, 4)
print(grid.T)
#> tensor([[ 0,  4,  8],
#>         [ 1,  5,  9],
#>         [ 2,  6, 10],
#>         [ 3,  7, 11]])
print(torch.rand(10, 3, 4).mT.shape)  # ko: 행렬 10개를 한꺼번에 | en: ten matrices at once
#> torch.Size([10, 4, 3])

# %% permute
picture = torch.rand(4, 5, 3)  # ko: 높이, 너비, 채널 | en: height, width, channels
print(picture.permute(2, 0, 1).shape)
#> torch.Size([3, 4, 5])

# %% small_reshape
small = torch.arange(6).reshape(2, 3)
print(small.reshape(3, 2))
#> tensor([[0, 1],
#>         [2, 3],
#>         [4, 5]])

# %% small_transposed tags=["hidden"]
print(small.T)
#> tensor([[0, 3],
#>         [1, 4],
#>         [2, 5]])

# %% small_by_columns tags=["hidden"]
print(small.T.reshape(2, 3).T)
#> tensor([[0, 4],
#>         [3, 2],
#>         [1, 5]])

# %% disc
import matplotlib.pyplot as plt

down = torch.linspace(-1, 1, 40).unsqueeze(1)
across = torch.linspace(-1.5, 1.5, 60)
disc = (down**2 + across**2 < 0.6).float()
photo = torch.stack([disc, 0.5 * disc, 1 - disc], dim=2)
print(photo.shape)
#> torch.Size([40, 60, 3])

# %% scrambled
figure, panels = plt.subplots(1, 2, figsize=(4.8, 2.2), layout="constrained")
panels[0].imshow(photo.permute(2, 0, 1)[0].numpy())
panels[0].set_title("permute(2, 0, 1)", fontsize=13)
panels[1].imshow(photo.reshape(3, 40, 60)[0].numpy())
panels[1].set_title("reshape(3, 40, 60)", fontsize=13)
for panel in panels:
    panel.axis("off")
# alt-ko: 그림 두 장. permute로 얻은 첫 채널에는 검은 바탕에 흰 원이 온전히 있습니다.
# alt-ko: reshape로 얻은 첫 채널은 줄무늬와 조각으로 뒤섞여 원을 알아볼 수 없습니다.
# alt-en: Two pictures. The first channel after permute shows a whole white disc on black.
# alt-en: After reshape it is a jumble of stripes and pieces in which no disc can be made out.

# %% strides
print(grid.stride(), grid.T.stride(), grid[:, ::2].stride())
#> (4, 1) (1, 4) (4, 2)
for view in (grid.T, grid[:, ::2]):  # ko: 같은 자리에서 시작 | en: same start
    print(view.data_ptr() - grid.data_ptr())
#> 0
#> 0

# %% drawing tags=["hidden"]
plt.rc("font", size=13)
row_step, column_step = grid.stride()
sparse_step = grid[:, ::2].stride()[1]


def draw_hops(views):
    """The memory as a strip, once for each view: what a view reads, and its steps along both axes."""
    figure, panels = plt.subplots(
        len(views), 1, figsize=(4.8, 4.6), layout="constrained"
    )
    for panel, (name, view) in zip(panels, views.items()):
        read = {int(value) for value in view.flatten()}
        for place in range(12):
            face = "#cfe3fa" if place in read else "#eeeeee"
            panel.add_patch(
                plt.Rectangle((place, 0), 1, 1, facecolor=face, edgecolor="#444444")
            )
            ink = "#111111" if place in read else "#666666"
            panel.text(
                place + 0.5,
                0.5,
                str(place),
                ha="center",
                va="center",
                color=ink,
                fontsize=12,
            )
        for axis, (step, up) in enumerate(zip(view.stride(), (True, False))):
            level, bend = (1.05, -0.45) if up else (-0.05, 0.45)
            how = {
                "arrowstyle": "->",
                "connectionstyle": f"arc3,rad={bend}",
                "lw": 2,
                "color": f"C{1 - axis}",
            }
            panel.annotate("", (step + 0.5, level), (0.5, level), arrowprops=how)
            at = step + 0.9, 1.55 if up else -0.6
            panel.text(
                *at, f"dim {axis}: +{step}", color="#123456", va="center", fontsize=12
            )
        panel.set(xlim=(-0.1, 12.1), ylim=(-1.3, 2.4), aspect="equal")
        panel.set_title(
            f"{name}  {tuple(view.shape)}", family="monospace", fontsize=12, loc="left"
        )
        panel.axis("off")


# %% hops
draw_hops({"grid": grid, "grid.T": grid.T, "grid[:, ::2]": grid[:, ::2]})
# alt-ko: 메모리를 칸 12개가 늘어선 띠로 세 번 그렸습니다. grid는 dim 0으로 {row_step}칸,
# alt-ko: dim 1로 {column_step}칸씩 건너뛰고, grid.T는 반대로 {column_step}칸과
# alt-ko: {row_step}칸입니다. grid[:, ::2]는 {row_step}칸과
# alt-ko: {sparse_step}칸씩 건너뛰며 짝수 칸만 읽습니다.
# alt-en: Memory drawn three times as a strip of 12 boxes. grid steps by {row_step} along dim 0
# alt-en: and by {column_step} along dim 1; grid.T the other way round, by {column_step} and
# alt-en: {row_step}. grid[:, ::2] steps by {row_step} and
# alt-en: {sparse_step} and reads only the even boxes.

# %% view_fails
print(grid.T.reshape(12))
#> tensor([ 0,  4,  8,  1,  5,  9,  2,  6, 10,  3,  7, 11])
grid.T.view(12)
#! RuntimeError: view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.

# %% contiguous
in_order = grid.T.contiguous()
print(grid.T.is_contiguous(), in_order.is_contiguous())
#> False True
print(in_order.stride(), in_order.view(12))
#> (3, 1) tensor([ 0,  4,  8,  1,  5,  9,  2,  6, 10,  3,  7, 11])

# %% cat
tensor = torch.ones(4, 4)
tensor[:, 1] = 0
print(torch.cat([tensor, tensor, tensor], dim=1))
#> tensor([[1., 0., 1., 1., 1., 0., 1., 1., 1., 0., 1., 1.],
#>         [1., 0., 1., 1., 1., 0., 1., 1., 1., 0., 1., 1.],
#>         [1., 0., 1., 1., 1., 0., 1., 1., 1., 0., 1., 1.],
#>         [1., 0., 1., 1., 1., 0., 1., 1., 1., 0., 1., 1.]])

# %% cat_or_stack
parts = [tensor, tensor, tensor]
print(torch.cat(parts, dim=1).shape)
#> torch.Size([4, 12])
print(torch.cat(parts, dim=0).shape)
#> torch.Size([12, 4])
print(torch.stack(parts).shape)
#> torch.Size([3, 4, 4])

# %% cat_mismatch
torch.cat([tensor, tensor[:3]], dim=1)
#! RuntimeError: Sizes of tensors must match except in dimension 1. Expected size 4 but got size 3 for tensor number 1 in the list.

# %% exercise_1
cube = torch.rand(2, 3, 4)
print(cube.permute(2, 0, 1).shape, cube.reshape(-1, 4).shape)
#> torch.Size([4, 2, 3]) torch.Size([6, 4])
print(cube.unsqueeze(-1).shape, cube.flatten(1).shape)
#> torch.Size([2, 3, 4, 1]) torch.Size([2, 12])

# %% exercise_2
photos = [torch.rand(28, 28, 3), torch.rand(28, 28, 3)]
batch = torch.stack(photos).permute(0, 3, 1, 2)
print(batch.shape)
#> torch.Size([2, 3, 28, 28])

# %% exercise_3
predictions = torch.tensor([[1.0], [2.0], [3.0]])
targets = torch.tensor([1.0, 2.0, 3.0])
print((predictions - targets).shape)
#> torch.Size([3, 3])
print((predictions.squeeze(1) - targets).shape)
#> torch.Size([3])

# %% numbers tags=["hidden"]
wide_shape = tuple(torch.cat(parts, dim=1).shape)
pixels = images.flatten(start_dim=1).shape[1]
