"""Selecting: indices, slices and masks; assigning writes where reading copies."""

# %% column
import torch

tensor = torch.ones(4, 4)
tensor[:, 1] = 0  # ko: 모든 행의 두 번째 열 | en: the second column of every row
print(tensor)
#> tensor([[1., 0., 1., 1.],
#>         [1., 0., 1., 1.],
#>         [1., 0., 1., 1.],
#>         [1., 0., 1., 1.]])

# %% indexing
numbers = torch.arange(12).reshape(3, 4)
print(numbers)
#> tensor([[ 0,  1,  2,  3],
#>         [ 4,  5,  6,  7],
#>         [ 8,  9, 10, 11]])
print(numbers[0])  # ko: 0번 행 | en: row 0
#> tensor([0, 1, 2, 3])
print(numbers[1:, :2])  # ko: 1번 행부터, 2번 열 앞까지 | en: from row 1, before column 2
#> tensor([[4, 5],
#>         [8, 9]])
print(numbers[:, ::2])  # ko: 열을 하나 건너 하나씩 | en: every other column
#> tensor([[ 0,  2],
#>         [ 4,  6],
#>         [ 8, 10]])
print(numbers[:, -1])  # ko: 마지막 열 | en: the last column
#> tensor([ 3,  7, 11])

# %% drawing tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)


def draw_picks(numbers, picks):
    """The grid once for each expression, what it picks in colour."""
    figure, panels = plt.subplots(2, 2, figsize=(4.8, 4.0), layout="constrained")
    for panel, (expression, index) in zip(panels.flat, picks.items()):
        picked = torch.zeros(numbers.shape, dtype=torch.bool)
        picked[index] = True
        rows, columns = numbers.shape
        for row in range(rows):
            for column in range(columns):
                chosen = picked[row, column].item()
                face = "#f4b48f" if chosen else "#eef2f6"
                box = plt.Rectangle(
                    (column, -row - 1), 1, 1, facecolor=face, edgecolor="#444444"
                )
                panel.add_patch(box)
                weight = "bold" if chosen else "normal"
                text = f"{numbers[row, column]}"
                at = column + 0.5, -row - 0.5
                panel.text(
                    *at, text, ha="center", va="center", color="#111111", weight=weight
                )
        panel.set(xlim=(-0.1, columns + 0.1), ylim=(-rows - 0.1, 0.1), aspect="equal")
        panel.set_title(expression, family="monospace", fontsize=13)
        panel.axis("off")



# %% picks_picture
draw_picks(
    numbers,
    {
        "[0]": (0,),
        "[1:, :2]": (slice(1, None), slice(2)),
        "[:, ::2]": (slice(None), slice(None, None, 2)),
        "[:, -1]": (slice(None), -1),
    },
)
# alt-ko: {numbers.shape[0]}행 {numbers.shape[1]}열 격자를 네 번 그리고 고른 칸을 색칠했습니다.
# alt-ko: [0]은 맨 윗줄, [1:, :2]는 왼쪽 아래의 2행 2열, [:, ::2]는 첫째와 셋째 열, [:, -1]은 마지막 열입니다.
# alt-en: The grid of {numbers.shape[0]} rows and {numbers.shape[1]} columns four times, with what is picked
# alt-en: in colour: [0] the top row, [1:, :2] two rows by two columns at the bottom left, [:, ::2] the
# alt-en: first and third columns, [:, -1] the last column.

# %% index_or_slice
print(numbers[:, 1:2].shape)
#> torch.Size([3, 1])

# %% index_drops tags=["hidden"]
print(numbers[:, 1].shape)
#> torch.Size([3])

# %% slice_end_included tags=["hidden"]
print(numbers[:, 1:3].shape)
#> torch.Size([3, 2])

# %% out_of_range
numbers[3]
#! IndexError: index 3 is out of bounds for dimension 0 with size 3

# %% masks
mask = numbers > 6
print(mask)
#> tensor([[False, False, False, False],
#>         [False, False, False,  True],
#>         [ True,  True,  True,  True]])
print(numbers[mask])
#> tensor([ 7,  8,  9, 10, 11])
print(mask.sum())  # ko: 참의 개수 | en: how many are true
#> tensor(5)

# %% combine
print(numbers[(numbers > 2) & (numbers < 7)])
#> tensor([3, 4, 5, 6])
print(numbers[(numbers < 2) | ~(numbers < 10)])
#> tensor([ 0,  1, 10, 11])

# %% and_fails
numbers[(numbers > 2) and (numbers < 7)]
#! RuntimeError: Boolean value of Tensor with more than one value is ambiguous

# %% masked_assignment
readings = torch.tensor([0.3, -1.0, 0.8, -1.0, 0.5])
readings[readings < 0] = 0.0
print(readings)
#> tensor([0.3000, 0.0000, 0.8000, 0.0000, 0.5000])

# %% where
print(torch.where(readings > 0.4, readings, 0.4))
#> tensor([0.4000, 0.4000, 0.8000, 0.4000, 0.5000])

# %% index_lists
print(numbers[[2, 0]])  # ko: 2번 행과 0번 행 | en: row 2, then row 0
#> tensor([[ 8,  9, 10, 11],
#>         [ 0,  1,  2,  3]])
print(numbers[[0, 1, 2], [3, 0, 1]])  # ko: 짝지은 위치의 값 | en: one value per pair
#> tensor([3, 4, 9])

# %% per_row
scores = torch.tensor([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]])
labels = torch.tensor([1, 0])
print(scores[torch.arange(2), labels])
#> tensor([0.7000, 0.5000])

# %% view
row = numbers[0]
row[0] = 100
print(numbers[0])
#> tensor([100,   1,   2,   3])
numbers[0, 0] = 0
print(row)
#> tensor([0, 1, 2, 3])

# %% copy
picked = numbers[numbers > 8]
picked[0] = 100
print(picked)
#> tensor([100,  10,  11])
print(numbers[2])
#> tensor([ 8,  9, 10, 11])

# %% clone
own = numbers[0].clone()
own[0] = 100
print(numbers[0])
#> tensor([0, 1, 2, 3])

# %% in_place_pick
temperatures = torch.tensor([19.0, 55.0, 21.0, 60.0])
temperatures[temperatures > 50] -= 30
print(temperatures)
#> tensor([19., 25., 21., 30.])

# %% chained
prices = torch.tensor([5.0, -1.0, 7.0, -1.0])
missing = prices < 0
prices[missing][0] = 6.0
print(prices)
#> tensor([ 5., -1.,  7., -1.])

# %% exercise_1
print(numbers[-1, 1:-1])
#> tensor([ 9, 10])
print(numbers[[-1]].shape, numbers[-1].shape)
#> torch.Size([1, 4]) torch.Size([4])

# %% exercise_2
classes = torch.tensor([2, 0, 3])
one_hot = torch.zeros(3, 4)
one_hot[torch.arange(3), classes] = 1
print(one_hot)
#> tensor([[0., 0., 1., 0.],
#>         [1., 0., 0., 0.],
#>         [0., 0., 0., 1.]])

# %% exercise_3
measured = torch.tensor([1.5, float("nan"), 2.5])
measured[measured == float("nan")] = 0
print(measured)
#> tensor([1.5000,    nan, 2.5000])
measured[measured.isnan()] = 0
print(measured)
#> tensor([1.5000, 0.0000, 2.5000])
