"""Indexing, joining, transposing and multiplying tensors."""

# %% column tags=["devices"]
import torch

device = "cuda" if torch.cuda.is_available() else "cpu"
tensor = torch.ones(4, 4, device=device)
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
print(numbers[0])  # ko: 첫 번째 행 | en: the first row
#> tensor([0, 1, 2, 3])
print(numbers[:, -1])  # ko: 마지막 열 | en: the last column
#> tensor([ 3,  7, 11])
print(numbers[1:, :2])  # ko: 1행부터, 2열 앞까지 | en: from row 1, before column 2
#> tensor([[4, 5],
#>         [8, 9]])
print(numbers[numbers % 5 == 0])  # ko: 조건에 맞는 값 | en: the values that fit
#> tensor([ 0,  5, 10])

# %% slice_is_view
first_row = numbers[0]
first_row[0] = 100
print(numbers[0])
#> tensor([100,   1,   2,   3])

numbers[0, 0] = 0  # ko: 되돌립니다 | en: put it back
print(first_row)
#> tensor([0, 1, 2, 3])

# %% cat
wide = torch.cat([tensor, tensor, tensor], dim=1)
print(wide)
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
print(torch.stack(parts, dim=0).shape)
#> torch.Size([3, 4, 4])

# %% cat_mismatch
torch.cat([tensor, tensor[:3]], dim=1)
#! RuntimeError: Sizes of tensors must match except in dimension 1. Expected size 4 but got size 3 for tensor number 1 in the list.

# %% transpose
print(numbers.T)
#> tensor([[ 0,  4,  8],
#>         [ 1,  5,  9],
#>         [ 2,  6, 10],
#>         [ 3,  7, 11]])
print(numbers.shape, numbers.T.shape)
#> torch.Size([3, 4]) torch.Size([4, 3])

# %% matmul
by_operator = tensor @ tensor.T
by_method = tensor.matmul(tensor.T)
print(by_operator)
#> tensor([[3., 3., 3., 3.],
#>         [3., 3., 3., 3.],
#>         [3., 3., 3., 3.],
#>         [3., 3., 3., 3.]])

# ko: 결과를 담을 텐서입니다. 들어 있던 난수는 덮어써집니다.
# en: A tensor to receive the result; its random numbers are overwritten.
buffer = torch.rand_like(by_operator)
torch.matmul(tensor, tensor.T, out=buffer)
print(torch.equal(by_operator, by_method), torch.equal(by_operator, buffer))
#> True True

# %% matmul_without_transpose
print(tensor @ tensor)
#> tensor([[3., 0., 3., 3.],
#>         [3., 0., 3., 3.],
#>         [3., 0., 3., 3.],
#>         [3., 0., 3., 3.]])

# %% matmul_shapes
print(numbers @ numbers.T)
#> tensor([[ 14,  38,  62],
#>         [ 38, 126, 214],
#>         [ 62, 214, 366]])
numbers @ numbers
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (3x4 and 3x4)

# %% elementwise
by_operator = tensor * tensor
by_method = tensor.mul(tensor)
print(by_operator)
#> tensor([[1., 0., 1., 1.],
#>         [1., 0., 1., 1.],
#>         [1., 0., 1., 1.],
#>         [1., 0., 1., 1.]])

buffer = torch.rand_like(tensor)
torch.mul(tensor, tensor, out=buffer)
print(torch.equal(by_operator, by_method), torch.equal(by_operator, buffer))
#> True True

# %% two_products
square = torch.tensor([[1, 2], [3, 4]])
print(square * square)
#> tensor([[ 1,  4],
#>         [ 9, 16]])
print(square @ square)
#> tensor([[ 7, 10],
#>         [15, 22]])

# %% broadcasting
per_column = torch.tensor([10, 20, 30, 40])
print(numbers + per_column)
#> tensor([[10, 21, 32, 43],
#>         [14, 25, 36, 47],
#>         [18, 29, 40, 51]])

# %% in_place
counts = torch.ones(3)
result = counts.add(1)  # ko: 새 텐서를 돌려줍니다 | en: returns a new tensor
print(counts, result)
#> tensor([1., 1., 1.]) tensor([2., 2., 2.])

counts.add_(1)  # ko: counts 자체를 바꿉니다 | en: changes counts itself
print(counts)
#> tensor([2., 2., 2.])

# %% reduce
print(numbers.sum(dim=0))  # ko: 행끼리 더해 열마다 하나 | en: one sum per column
#> tensor([12, 15, 18, 21])
print(numbers.sum(dim=1))  # ko: 열끼리 더해 행마다 하나 | en: one sum per row
#> tensor([ 6, 22, 38])

total = numbers.sum()
print(total, total.item())
#> tensor(66) 66

# %% quoted tags=["hidden"]
wide_shape = tuple(wide.shape)
ones_per_row = int(tensor[0].sum())

# %% exercise_1
border = torch.zeros(4, 4)
border[[0, -1], :] = 1
border[:, [0, -1]] = 1
print(border)
#> tensor([[1., 1., 1., 1.],
#>         [1., 0., 0., 1.],
#>         [1., 0., 0., 1.],
#>         [1., 1., 1., 1.]])

# %% exercise_2
rows = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
products = rows @ rows.T
print(products)
#> tensor([[ 5., 11., 17.],
#>         [11., 25., 39.],
#>         [17., 39., 61.]])
print(torch.equal(products.diagonal(), (rows * rows).sum(dim=1)))
#> True

# %% exercise_3
images = [torch.full((1, 2, 2), 1.0), torch.full((1, 2, 2), 2.0)]
print(torch.cat(images, dim=0).shape, torch.stack(images, dim=0).shape)
#> torch.Size([2, 2, 2]) torch.Size([2, 1, 2, 2])
print(torch.stack(images).mean(dim=0))
#> tensor([[[1.5000, 1.5000],
#>          [1.5000, 1.5000]]])
