"""From a single number to a batch of images: dimensions, shapes, and which axis is which."""

# %% scalar
import torch

scalar = torch.tensor(1.5)
print(scalar, scalar.ndim, scalar.shape)
#> tensor(1.5000) 0 torch.Size([])

# %% one_element
one_element = torch.tensor([1.5])
print(one_element, one_element.ndim, one_element.shape)
#> tensor([1.5000]) 1 torch.Size([1])

# %% vector
vector = torch.tensor([20.0, 22.0, 19.0, 18.0])
print(vector.ndim, vector.shape)
#> 1 torch.Size([4])

# %% matrix
matrix = torch.tensor(
    [
        [20.0, 22.0, 19.0, 18.0],
        [14.0, 15.0, 16.0, 13.0],
        [25.0, 24.0, 26.0, 27.0],
    ]
)
print(matrix.ndim, matrix.shape)
#> 2 torch.Size([3, 4])

# %% cube
cube = torch.arange(24).reshape(2, 3, 4)
print(cube)
#> tensor([[[ 0,  1,  2,  3],
#>          [ 4,  5,  6,  7],
#>          [ 8,  9, 10, 11]],
#>
#>         [[12, 13, 14, 15],
#>          [16, 17, 18, 19],
#>          [20, 21, 22, 23]]])
print(cube.ndim, cube.shape)
#> 3 torch.Size([2, 3, 4])

# %% drawing tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)
PALE = ["#cfe3fa", "#fbd9c8", "#cdeee0"]


def draw_sheets(panel, sheets, left=0.0, up=0.75, numbers=True):
    """The matrices of a 3-D tensor, one behind the other, a box for each value."""
    for number in reversed(range(len(sheets))):
        for row, values in enumerate(sheets[number].tolist()):
            for column, value in enumerate(values):
                corner = left + column + 0.75 * number, up * number - row - 1
                box = plt.Rectangle(
                    corner, 1, 1, facecolor=PALE[number], edgecolor="#444444"
                )
                panel.add_patch(box).set_zorder(2 - 0.1 * number)
                if numbers and number == 0:
                    at = corner[0] + 0.5, corner[1] + 0.5
                    panel.text(
                        *at,
                        f"{value:g}",
                        ha="center",
                        va="center",
                        color="#111111",
                        fontsize=12,
                    )
    panel.set_aspect("equal")
    panel.axis("off")


def arrow(panel, start, end, label, at, **how):
    """One axis: an arrow and its name."""
    panel.annotate(
        "", end, start, arrowprops={"arrowstyle": "->", "color": "#123456", "lw": 1.6}
    )
    panel.text(*at, label, **{"ha": "center", "va": "center", **how})


def draw_kinds(kinds):
    """Each tensor with its axes labelled, in the order in which its shape lists them."""
    figure, panels = plt.subplots(2, 2, figsize=(4.8, 4.4), layout="constrained")
    for panel, tensor in zip(panels.flat, kinds):
        draw_sheets(panel, tensor.reshape((1,) * (3 - tensor.ndim) + tensor.shape))
        _, rows, columns = (*(1,) * (3 - tensor.ndim), *tensor.shape)
        last = tensor.ndim - 1
        if tensor.ndim >= 1:
            arrow(
                panel,
                (0, -rows - 0.4),
                (columns, -rows - 0.4),
                f"dim {last}",
                (columns / 2, -rows - 1.0),
            )
        if tensor.ndim >= 2:
            arrow(
                panel,
                (-0.4, 0),
                (-0.4, -rows),
                f"dim {last - 1}",
                (-1.0, -rows / 2),
                rotation=90,
            )
        if tensor.ndim >= 3:
            arrow(panel, (-0.3, 0.3), (0.6, 1.2), "dim 0", (-0.9, 1.1))
        panel.set(xlim=(-1.5, 4.9), ylim=(-4.3, 1.6), title=f"{tuple(tensor.shape)}")

# %% picture
draw_kinds([scalar, vector, matrix, cube])
# alt-ko: 네 텐서를 칸으로 그렸습니다. 스칼라는 칸 하나이고 축이 없습니다.
# alt-ko: 벡터는 가로로 칸 {vector.shape[0]}개이며 축 dim 0이 오른쪽을 가리킵니다.
# alt-ko: 행렬은 {matrix.shape[0]}행 {matrix.shape[1]}열이고 dim 0은 아래쪽, dim 1은 오른쪽을 가리킵니다.
# alt-ko: 3차원 텐서는 그런 행렬 {cube.shape[0]}장을 앞뒤로 겹친 것이고, dim 0은 뒤쪽, dim 1은 아래쪽,
# alt-ko: dim 2는 오른쪽을 가리킵니다.
# alt-en: Four tensors drawn as boxes. The scalar is one box without an axis. The vector is a row of
# alt-en: {vector.shape[0]} boxes, its dim 0 pointing right. The matrix has {matrix.shape[0]} rows and
# alt-en: {matrix.shape[1]} columns, dim 0 pointing down and dim 1 right. The 3-D tensor is
# alt-en: {cube.shape[0]} such matrices one behind the other: dim 0 points back, dim 1 down, dim 2 right.

# %% inside
print(cube[0].shape)  # ko: 장 하나 | en: one sheet
#> torch.Size([3, 4])
print(cube[0, 2].shape)  # ko: 그 장의 한 행 | en: one of its rows
#> torch.Size([4])
print(cube[0, 2, 3])  # ko: 그 행의 한 값 | en: one value in it
#> tensor(11)

# %% row_matrix
row_matrix = torch.tensor([[1.0, 2.0, 3.0]])
print(row_matrix.shape)
#> torch.Size([1, 3])

# %% row_matrix_flat tags=["hidden"]
print(torch.tensor([1.0, 2.0, 3.0]).shape)
#> torch.Size([3])

# %% row_matrix_upright tags=["hidden"]
print(torch.tensor([[1.0], [2.0], [3.0]]).shape)
#> torch.Size([3, 1])

# %% batch
batch = torch.zeros(2, 3, 4, 5)
image = batch[0]
red = image[0]
print(batch.shape, image.shape, red.shape)
#> torch.Size([2, 3, 4, 5]) torch.Size([3, 4, 5]) torch.Size([4, 5])

# %% drawing_batch tags=["hidden"]

def draw_batch(batch):
    """Images side by side, the channels of each one behind the other."""
    figure, panel = plt.subplots(figsize=(4.8, 3.0), layout="constrained")
    for number, image in enumerate(batch):
        draw_sheets(panel, image, left=8.5 * number, numbers=False)
        panel.text(
            8.5 * number + 2.5, 1.9, f"batch[{number}]", ha="center", va="center"
        )
    arrow(panel, (0, -5.6), (13.5, -5.6), "dim 0", (6.75, -6.4))
    arrow(panel, (-0.4, 0.4), (1.0, 1.8), "dim 1", (-1.2, 1.6))
    arrow(panel, (-0.5, 0), (-0.5, -4), "dim 2", (-1.2, -2), rotation=90)
    arrow(panel, (0, -4.4), (5, -4.4), "dim 3", (6.3, -4.4))
    panel.set(xlim=(-2.4, 15.4), ylim=(-7, 2.4))

# %% batch_picture
draw_batch(batch)
# alt-ko: 이미지 {batch.shape[0]}장이 나란히 있고, 장마다 채널 {batch.shape[1]}개가 앞뒤로 겹쳐 있습니다.
# alt-ko: 채널마다 {batch.shape[2]}행 {batch.shape[3]}열입니다. dim 0은 이미지에서 이미지로,
# alt-ko: dim 1은 채널에서 채널로, dim 2는 아래쪽, dim 3은 오른쪽을 가리킵니다.
# alt-en: {batch.shape[0]} images side by side, each made of {batch.shape[1]} channels one behind the
# alt-en: other, each channel {batch.shape[2]} rows by {batch.shape[3]} columns. dim 0 points from image
# alt-en: to image, dim 1 from channel to channel, dim 2 down and dim 3 right.

# %% wrong_order
pixels = torch.rand(4, 5, 3)  # ko: 높이, 너비, 채널 | en: height, width, channels
first_channel = pixels[0]
print(first_channel.shape)
#> torch.Size([5, 3])

# %% print_and_f_string
print(f"{one_element}")
#> tensor([1.5000])
print(f"{scalar}", f"{scalar:.3f}")
#> 1.5 1.500

# %% item
print(scalar.item(), one_element.item())
#> 1.5 1.5
print(vector.tolist())
#> [20.0, 22.0, 19.0, 18.0]

# %% item_fails
vector.item()
#! RuntimeError: a Tensor with 4 elements cannot be converted to Scalar

# %% exercise_1
print(torch.tensor([[[1.0], [2.0]]]).shape)
#> torch.Size([1, 2, 1])

# %% exercise_2
recording = torch.zeros(8, 2, 16000)
print(recording.shape, recording.ndim)
#> torch.Size([8, 2, 16000]) 3
print(recording[0].shape, recording[0, 1].shape)
#> torch.Size([2, 16000]) torch.Size([16000])

# %% exercise_3
per_epoch = [torch.tensor([0.9]), torch.tensor([0.5])]
print([loss.item() for loss in per_epoch])
#> [0.8999999761581421, 0.5]
