"""Products: dot, matrix and batch, row times column."""

# %% dot
import torch

v1 = torch.tensor([1.0, 2.0, 3.0])
v2 = torch.tensor([4.0, 5.0, 6.0])
print((v1 * v2).sum())
#> tensor(32.)
print(torch.dot(v1, v2), v1 @ v2)
#> tensor(32.) tensor(32.)

# %% dot_needs_vectors
torch.dot(torch.ones(2, 3), torch.ones(2, 3))
#! RuntimeError: 1D tensors expected, but got 2D and 2D tensors

# %% matrix
a = torch.tensor([[1, 2, 3], [4, 5, 6]])
b = torch.tensor([[1, 0, 2, 1], [0, 1, 1, 2], [1, 1, 0, 0]])
c = a @ b
print(c)
#> tensor([[ 4,  5,  4,  5],
#>         [10, 11, 13, 14]])
print(a.shape, b.shape, c.shape)
#> torch.Size([2, 3]) torch.Size([3, 4]) torch.Size([2, 4])

# %% drawing tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)


def draw_boxes(panel, left, top, values, chosen, face):
    """A matrix as boxes, some of them in colour; empty where a value is None."""
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            picked = (row, column) in chosen
            corner = left + column, top - row - 1
            colour = face if picked else "#f2f4f7"
            width = 2.2 if picked else 1
            box = plt.Rectangle(
                corner, 1, 1, facecolor=colour, edgecolor="#444444", linewidth=width
            )
            panel.add_patch(box)
            if value is not None:
                at = corner[0] + 0.5, corner[1] + 0.5
                weight = "bold" if picked else "normal"
                panel.text(
                    *at,
                    str(value),
                    ha="center",
                    va="center",
                    color="#111111",
                    weight=weight,
                )


def draw_product(a, b, row, column):
    """A left, B above, and the entry of the product where this row and this column meet."""
    (rows, inner), columns = a.shape, b.shape[1]
    figure, panel = plt.subplots(figsize=(4.8, 4.0), layout="constrained")
    done = [
        [
            int(a[r] @ b[:, k]) if (r, k) <= (row, column) else None
            for k in range(columns)
        ]
        for r in range(rows)
    ]
    draw_boxes(panel, 0, 0, a.tolist(), {(row, k) for k in range(inner)}, "#cfe3fa")
    draw_boxes(
        panel,
        inner + 0.6,
        inner + 0.6,
        b.tolist(),
        {(k, column) for k in range(inner)},
        "#fbd9c8",
    )
    draw_boxes(panel, inner + 0.6, 0, done, {(row, column)}, "#cdeee0")
    terms = " + ".join(
        f"{x}×{y}" for x, y in zip(a[row].tolist(), b[:, column].tolist())
    )
    panel.text(
        (inner + 0.6 + columns) / 2,
        -rows - 0.8,
        f"{terms} = {done[row][column]}",
        ha="center",
    )
    panel.text(-0.3, 0.3, f"a {tuple(a.shape)}", ha="left")
    panel.text(inner + 0.3, inner + 0.2, f"b {tuple(b.shape)}", ha="right")
    panel.set(
        xlim=(-0.4, inner + columns + 1),
        ylim=(-rows - 1.2, inner + 0.9),
        aspect="equal",
    )
    panel.axis("off")


places = [(row, column) for row in range(2) for column in range(4)]
row_numbers = [row for row, _ in places]
column_numbers = [column for _, column in places]
entries = [int(c[place]) for place in places]

# %% row_times_column tags=["frames"]
for row, column in places:
    draw_product(a, b, row, column)
# alt-ko: a의 {row_numbers[*]}번 행과 b의 {column_numbers[*]}번 열이 색칠되어 있고, 둘이 만나는 자리에
# alt-ko: 자리마다 곱해 더한 값 {entries[*]}이 적혀 있습니다.
# alt-en: Row {row_numbers[*]} of a and column {column_numbers[*]} of b are coloured. Where they meet
# alt-en: stands the sum of their products, {entries[*]}.

# %% one_entry
print((a[1] * b[:, 2]).sum(), c[1, 2])
#> tensor(13) tensor(13)

# %% shapes
a @ torch.ones(2, 4, dtype=torch.int64)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (2x3 and 2x4)

# %% vector_sides
print((a @ torch.tensor([1, 0, 1])).shape, (torch.tensor([1, 1]) @ a).shape)
#> torch.Size([2]) torch.Size([3])

# %% three_ways
print((torch.matmul(a, b) - c).abs().max(), (a.matmul(b) - c).abs().max())
#> tensor(0) tensor(0)

# %% square
mat1 = torch.tensor([[1, 2], [3, 4]])
mat2 = torch.tensor([[5, 6], [7, 8]])
print(mat1 @ mat2)
#> tensor([[19, 22],
#>         [43, 50]])

# %% square_elementwise tags=["hidden"]
print(mat1 * mat2)
#> tensor([[ 5, 12],
#>         [21, 32]])

# %% square_swapped tags=["hidden"]
print(mat2 @ mat1)
#> tensor([[23, 34],
#>         [31, 46]])

# %% transposed
tensor = torch.ones(4, 4)
tensor[:, 1] = 0
print(tensor @ tensor.T)
#> tensor([[3., 3., 3., 3.],
#>         [3., 3., 3., 3.],
#>         [3., 3., 3., 3.],
#>         [3., 3., 3., 3.]])
print(tensor @ tensor)
#> tensor([[3., 0., 3., 3.],
#>         [3., 0., 3., 3.],
#>         [3., 0., 3., 3.],
#>         [3., 0., 3., 3.]])

# %% layer
from torch import nn

torch.manual_seed(0)
x = torch.rand(5, 3)
layer = nn.Linear(3, 3, bias=False)
by_hand = x @ layer.weight
print(f"{(by_hand - layer(x)).abs().max().item():.2f}")
#> 0.49

# %% layer_right
print(f"{(x @ layer.weight.T - layer(x)).abs().max().item():.2f}")
#> 0.00

# %% batch
torch.manual_seed(0)
left = torch.rand(10, 2, 3)
right = torch.rand(10, 3, 4)
products = left @ right
print(products.shape)
#> torch.Size([10, 2, 4])
print(f"{(products[7] - left[7] @ right[7]).abs().max().item():.2f}")
#> 0.00

# %% drawing_batch tags=["hidden"]
pairs = len(left)


def draw_stacks(sizes):
    """Stacks of matrices as sheets, with a sign between them."""
    figure, panel = plt.subplots(figsize=(4.8, 2.4), layout="constrained")
    left = 0.0
    for name, (count, rows, columns), face in sizes:
        for number in reversed(range(3)):
            corner = left + 0.45 * number, 0.45 * number - rows
            panel.add_patch(
                plt.Rectangle(
                    corner, columns, rows, facecolor=face, edgecolor="#444444"
                )
            )
        panel.text(
            left + columns / 2,
            -rows / 2,
            name,
            ha="center",
            va="center",
            color="#111111",
        )
        panel.text(
            left + columns / 2 + 0.4, -4.0, f"({count}, {rows}, {columns})", ha="center"
        )
        left += columns + 2.0
        panel.text(
            left - 0.5,
            -1.2,
            {"a": "@", "b": "="}.get(name, ""),
            ha="center",
            va="center",
        )
    panel.set(xlim=(-0.6, left - 0.4), ylim=(-4.5, 1.2), aspect="equal")
    panel.axis("off")

# %% batch_picture
draw_stacks(
    [
        ("a", left.shape, "#cfe3fa"),
        ("b", right.shape, "#fbd9c8"),
        ("c", products.shape, "#cdeee0"),
    ]
)
# alt-ko: 행렬 {pairs}장을 겹친 묶음 셋이 있습니다. a의 장마다 2행 3열, b의 장마다 3행 4열이고,
# alt-ko: 같은 번호의 장끼리 곱한 c의 장은 2행 4열입니다.
# alt-en: Three stacks of {pairs} matrices. Each sheet of a has 2 rows and 3 columns, each of b 3 rows and
# alt-en: 4 columns, and each of c, the product of the sheets with the same number, 2 rows and 4 columns.

# %% batch_shared
shared = torch.rand(3, 4)
print((left @ shared).shape)
#> torch.Size([10, 2, 4])
print(torch.bmm(left, right).shape)
#> torch.Size([10, 2, 4])

# %% bmm_fails
torch.bmm(left, shared)
#! RuntimeError: batch2 must be a 3D tensor

# %% exercise_1
print((torch.ones(5, 3) @ torch.ones(3)).shape, (torch.ones(3) @ torch.ones(3)).shape)
#> torch.Size([5]) torch.Size([])
column, row = torch.ones(4, 1), torch.ones(1, 4)
print((column @ row).shape, (row @ column).shape)
#> torch.Size([4, 4]) torch.Size([1, 1])
print((torch.ones(7, 5, 3) @ torch.ones(3, 2)).shape)
#> torch.Size([7, 5, 2])

# %% exercise_2
marks = torch.tensor([[80.0, 90.0, 70.0], [60.0, 100.0, 85.0]])
weights = torch.tensor([0.5, 0.25, 0.25])
print(marks @ weights)
#> tensor([80.0000, 76.2500])

# %% exercise_3
points = torch.tensor([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
print((points.T @ points).shape)
#> torch.Size([2, 2])
print(points @ points.T)
#> tensor([[1., 0., 1.],
#>         [0., 4., 2.],
#>         [1., 2., 2.]])

# %% numbers tags=["hidden"]
dot_product = int(torch.dot(v1, v2))
corner, elementwise_corner = int((mat1 @ mat2)[0, 0]), int((mat1 * mat2)[0, 0])
entry = int(c[1, 2])
ones_per_row = int(tensor[0].sum())
