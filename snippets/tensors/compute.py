"""Computing: element by element, broadcasting, along an axis, and in place."""

# %% elementwise
import torch

v1 = torch.tensor([1.0, 2.0, 3.0])
v2 = torch.tensor([4.0, 5.0, 6.0])
print(v1 + v2)
#> tensor([5., 7., 9.])
print(v1 - v2)
#> tensor([-3., -3., -3.])
print(v1 * v2)
#> tensor([ 4., 10., 18.])
print(v1 / v2)
#> tensor([0.2500, 0.4000, 0.5000])

# %% functions
print(torch.add(v1, v2), torch.sub(v1, v2))
#> tensor([5., 7., 9.]) tensor([-3., -3., -3.])
print(torch.mul(v1, v2), v1.mul(v2), torch.div(v1, v2))
#> tensor([ 4., 10., 18.]) tensor([ 4., 10., 18.]) tensor([0.2500, 0.4000, 0.5000])
print(torch.sqrt(v2), v1.exp(), v1**2)
#> tensor([2.0000, 2.2361, 2.4495]) tensor([ 2.7183,  7.3891, 20.0855]) tensor([1., 4., 9.])

# %% product
tensor = torch.ones(4, 4)
tensor[:, 1] = 0
print(tensor * tensor)
#> tensor([[1., 0., 1., 1.],
#>         [1., 0., 1., 1.],
#>         [1., 0., 1., 1.],
#>         [1., 0., 1., 1.]])

# %% compare
print(v1 >= 2)
#> tensor([False,  True,  True])
print((v1 >= 2).sum())
#> tensor(2)

# %% equal
computed = torch.tensor([0.1, 0.2]) * 9
typed = torch.tensor([0.9, 1.8])
print(computed - typed)
#> tensor([5.9605e-08, 1.1921e-07])
print(torch.equal(computed, typed), torch.isclose(computed, typed))
#> False tensor([True, True])

# %% broadcast
table = torch.arange(12).reshape(3, 4)
per_column = torch.tensor([10, 20, 30, 40])
per_row = torch.tensor([[100], [200], [300]])
print(table + per_column)
#> tensor([[10, 21, 32, 43],
#>         [14, 25, 36, 47],
#>         [18, 29, 40, 51]])
print(table + per_row)
#> tensor([[100, 101, 102, 103],
#>         [204, 205, 206, 207],
#>         [308, 309, 310, 311]])
print(table + 7)
#> tensor([[ 7,  8,  9, 10],
#>         [11, 12, 13, 14],
#>         [15, 16, 17, 18]])

# %% drawing tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)
row_count, column_count = table.shape


def draw_grid(panel, left, values, own, face):
    """Boxes with values: solid where the tensor has them, dashed where they are repeats."""
    for row, line in enumerate(values.tolist()):
        for column, value in enumerate(line):
            real = bool(own[row, column])
            style = {"edgecolor": "#444444", "linestyle": "-" if real else ":"}
            corner = left + column, -row - 1
            panel.add_patch(
                plt.Rectangle(
                    corner, 1, 1, facecolor=face if real else "#f2f2f2", **style
                )
            )
            ink = "#111111" if real else "#666666"
            at = corner[0] + 0.5, corner[1] + 0.5
            panel.text(
                *at, str(value), ha="center", va="center", color=ink, fontsize=11
            )


def draw_broadcasting(table, others):
    """Sum by sum: the table, what is added with its repeats, and the shapes."""
    figure, panels = plt.subplots(
        len(others), 1, figsize=(4.8, 4.4), layout="constrained"
    )
    for panel, other in zip(panels, others):
        own = torch.zeros(table.shape, dtype=torch.bool)
        own[
            tuple(
                slice(size) for size in ((1,) * (2 - other.ndim) + tuple(other.shape))
            )
        ] = True
        draw_grid(panel, 0, table, torch.ones_like(own), "#cfe3fa")
        draw_grid(panel, 5.2, other.expand(table.shape), own, "#fbd9c8")
        panel.text(4.6, -1.5, "+", ha="center", va="center")
        panel.set_title(f"{tuple(table.shape)} + {tuple(other.shape)}", fontsize=13)
        panel.set(xlim=(-0.1, 9.3), ylim=(-3.1, 0.1), aspect="equal")
        panel.axis("off")


# %% broadcast_picture
draw_broadcasting(table, [per_column, per_row, torch.tensor(7)])
# alt-ko: 표에 더하는 텐서를 세 번 그렸습니다. 이어진 선의 칸은 실제로 있는 값, 점선 칸은 되풀이된 값입니다.
# alt-ko: 형태 {per_column.shape[0]}짜리 행은 아래로, {per_row.shape[0]}행 1열짜리 열은 옆으로, 수 하나는 양쪽으로 되풀이됩니다.
# alt-en: What is added to the table, three times. Boxes with solid lines are values that are there, dotted
# alt-en: ones repeats. The row of {per_column.shape[0]} is repeated downwards, the column of {per_row.shape[0]}
# alt-en: sideways, the single number in both directions.

# %% ask
print(torch.broadcast_shapes((64, 3, 28, 28), (3, 1, 1)))
#> torch.Size([64, 3, 28, 28])

# %% broadcast_fails
table + torch.tensor([1, 2, 3])
#! RuntimeError: The size of tensor a (4) must match the size of tensor b (3) at non-singleton dimension 1

# %% row_plus_column
row = torch.tensor([1, 2, 3])
column = torch.tensor([[1], [2], [3]])
print((row + column).shape)
#> torch.Size([3, 3])

# %% row_alone tags=["hidden"]
print((row + row).shape)
#> torch.Size([3])

# %% column_alone tags=["hidden"]
print((column + column).shape)
#> torch.Size([3, 1])

# %% reduce
print(table.sum())
#> tensor(66)
print(table.sum(dim=0))
#> tensor([12, 15, 18, 21])
print(table.sum(dim=1))
#> tensor([ 6, 22, 38])
print(table.sum(dim=(0, 1)))
#> tensor(66)

# %% drawing_reduce tags=["hidden"]

def draw_reduce(table):
    """The table with its sums along both axes."""
    figure, panels = plt.subplots(1, 2, figsize=(4.8, 2.5), layout="constrained")
    solid = torch.ones(table.shape, dtype=torch.bool)
    for panel, dim in zip(panels, (0, 1)):
        draw_grid(panel, 0, table, solid, "#cfe3fa")
        sums = table.sum(dim=dim, keepdim=True)
        how = {"arrowstyle": "->", "color": "C1", "lw": 2}
        for number in range(sums.numel()):
            start = (number + 0.5, -2.9) if dim == 0 else (3.9, -number - 0.5)
            end = (number + 0.5, -3.9) if dim == 0 else (4.9, -number - 0.5)
            panel.annotate("", end, start, arrowprops=how)
            box = (number, -5) if dim == 0 else (5, -number - 1)
            panel.add_patch(
                plt.Rectangle(box, 1, 1, facecolor="#fbd9c8", edgecolor="#444444")
            )
            text, at = str(sums.flatten()[number].item()), (box[0] + 0.5, box[1] + 0.5)
            panel.text(
                *at, text, ha="center", va="center", color="#111111", fontsize=11
            )
        panel.set(
            xlim=(-0.1, 6.1), ylim=(-5.1, 0.1), aspect="equal", title=f"sum(dim={dim})"
        )
        panel.axis("off")


# %% reduce_picture
draw_reduce(table)
# alt-ko: 같은 3행 4열 표가 두 번 있습니다. dim=0에서는 화살표가 아래로 가서 열마다 합이 하나씩 {column_count}개,
# alt-ko: dim=1에서는 오른쪽으로 가서 행마다 합이 하나씩 {row_count}개 나옵니다.
# alt-en: The same table of 3 rows and 4 columns twice. With dim=0 arrows go down and give {column_count} sums,
# alt-en: one per column; with dim=1 they go right and give {row_count}, one per row.

# %% which_dim
print(torch.zeros(2, 3, 4).sum(dim=1).shape)
#> torch.Size([2, 4])

# %% kept_dim tags=["hidden"]
print(torch.zeros(2, 3, 4).sum(dim=1, keepdim=True).shape)
#> torch.Size([2, 1, 4])

# %% dim_left_over tags=["hidden"]
print(torch.zeros(2, 3, 4).sum(dim=(0, 2)).shape)
#> torch.Size([3])

# %% keepdim
marks = torch.tensor([[60.0, 80.0, 100.0], [50.0, 60.0, 70.0]])
means = marks.mean(dim=1, keepdim=True)
print(means.shape)
#> torch.Size([2, 1])
print(marks - means)
#> tensor([[-20.,   0.,  20.],
#>         [-10.,   0.,  10.]])

# %% keepdim_forgotten
marks - marks.mean(dim=1)
#! RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1

# %% argmax
scores = torch.tensor([[0.1, 2.0, -1.0], [1.5, 0.2, 0.3]])
print(scores.argmax(dim=1))
#> tensor([1, 0])
best = scores.max(dim=1)
print(best.values, best.indices)
#> tensor([2.0000, 1.5000]) tensor([1, 0])

# %% accuracy
labels = torch.tensor([1, 2])
correct = scores.argmax(dim=1) == labels
print(correct, correct.float().mean().item())
#> tensor([ True, False]) 0.5

# %% in_place
counts = torch.ones(3)
result = counts.add(1)
print(counts, result)
#> tensor([1., 1., 1.]) tensor([2., 2., 2.])
counts.add_(1)
print(counts)
#> tensor([2., 2., 2.])

# %% aliases
backup = counts
counts += 10
print(backup)
#> tensor([12., 12., 12.])

# %% exercise_1
a = torch.zeros(8, 1, 3)
print((a + torch.zeros(5, 3)).shape, (a + torch.zeros(3)).shape)
#> torch.Size([8, 5, 3]) torch.Size([8, 1, 3])
print(a.mean(dim=0).shape, a.mean(dim=(0, 1), keepdim=True).shape)
#> torch.Size([1, 3]) torch.Size([1, 1, 3])

# %% exercise_2
towns = torch.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 4.0]])
differences = towns.unsqueeze(1) - towns.unsqueeze(0)
print(differences.shape)
#> torch.Size([3, 3, 2])
print((differences**2).sum(dim=2).sqrt())
#> tensor([[0., 5., 4.],
#>         [5., 0., 3.],
#>         [4., 3., 0.]])

# %% exercise_3
batch = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 2.0], [0.0, 1.0, 1.0]])
wrong = batch / batch.sum(dim=1)
right = batch / batch.sum(dim=1, keepdim=True)
print(wrong.sum(dim=1), right.sum(dim=1))
#> tensor([2.1667, 1.4167, 0.7500]) tensor([1., 1., 1.])

# %% counted tags=["hidden"]
differences_made = (torch.zeros(64, 1) - torch.zeros(64)).numel()
