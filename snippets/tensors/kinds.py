"""Scalars, vectors, matrices and 3-D tensors, and how to compute with them."""

# %% scalar
import torch

# ko: 대괄호 없이 숫자 하나만 넣으면 0차원 텐서, 곧 스칼라가 됩니다.
# en: A bare number without brackets makes a 0-D tensor, that is, a scalar.
scalar = torch.tensor(1.0)
print(scalar, scalar.ndim, scalar.shape)
#> tensor(1.) 0 torch.Size([])

# %% one_element
one_element = torch.tensor([1.0])
print(one_element, one_element.ndim, one_element.shape)
#> tensor([1.]) 1 torch.Size([1])

# %% print_and_f_string
first, second = torch.tensor([1.0]), torch.tensor([3.0])
# ko: 1차원 텐서는 f-string에서도 tensor([...])로 표시됩니다.
# en: A 1-D tensor keeps its tensor([...]) in an f-string.
print(f"{first} ::: {second}")
#> tensor([1.]) ::: tensor([3.])
# ko: 0차원 텐서는 f-string에서 숫자만 남습니다.
# en: A 0-D tensor leaves only its number there.
print(scalar, f"{scalar}", f"{scalar:.3f}")
#> tensor(1.) 1.0 1.000

# %% scalar_operators
a, b = torch.tensor(1.0), torch.tensor(3.0)
print("add:", a + b)
#> add: tensor(4.)
print("sub:", a - b)
#> sub: tensor(-2.)
print("mul:", a * b)
#> mul: tensor(3.)
print("div:", a / b)
#> div: tensor(0.3333)

# %% scalar_functions
print("add:", torch.add(a, b))
#> add: tensor(4.)
print("sub:", torch.sub(a, b))
#> sub: tensor(-2.)
print("mul:", torch.mul(a, b))
#> mul: tensor(3.)
print("div:", torch.div(a, b))
#> div: tensor(0.3333)

# %% vector
v1, v2 = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([4.0, 5.0, 6.0])
print(v1, v2)
#> tensor([1., 2., 3.]) tensor([4., 5., 6.])
print(v1.ndim, v1.shape)
#> 1 torch.Size([3])

# %% vector_arithmetic
print("add:", v1 + v2)
#> add: tensor([5., 7., 9.])
print("sub:", v1 - v2)
#> sub: tensor([-3., -3., -3.])
print("mul:", v1 * v2)
#> mul: tensor([ 4., 10., 18.])
print("div:", v1 / v2)
#> div: tensor([0.2500, 0.4000, 0.5000])

# %% vector_functions
print("add:", torch.add(v1, v2))
#> add: tensor([5., 7., 9.])
print("sub:", torch.sub(v1, v2))
#> sub: tensor([-3., -3., -3.])
print("mul:", torch.mul(v1, v2))
#> mul: tensor([ 4., 10., 18.])
print("div:", torch.div(v1, v2))
#> div: tensor([0.2500, 0.4000, 0.5000])

# %% dot
dot = torch.dot(v1, v2)
print(dot, f"{dot}")
#> tensor(32.) 32.0
# ko: 같은 위치끼리 곱한 다음 모두 더한 값과 같습니다.
# en: The same as multiplying position by position and adding it all up.
print((v1 * v2).sum())
#> tensor(32.)

# %% matrix
mat1, mat2 = (
    torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
    torch.tensor([[5.0, 6.0], [7.0, 8.0]]),
)
print(mat1, mat2, sep="\n")
#> tensor([[1., 2.],
#>         [3., 4.]])
#> tensor([[5., 6.],
#>         [7., 8.]])
print(mat1.ndim, mat1.shape)
#> 2 torch.Size([2, 2])

# %% matrix_arithmetic
print("add:", mat1 + mat2, sep="\n")
#> add:
#> tensor([[ 6.,  8.],
#>         [10., 12.]])
print("sub:", mat1 - mat2, sep="\n")
#> sub:
#> tensor([[-4., -4.],
#>         [-4., -4.]])
print("mul:", mat1 * mat2, sep="\n")
#> mul:
#> tensor([[ 5., 12.],
#>         [21., 32.]])
print("div:", mat1 / mat2, sep="\n")
#> div:
#> tensor([[0.2000, 0.3333],
#>         [0.4286, 0.5000]])

# %% matrix_functions
print(torch.equal(torch.add(mat1, mat2), mat1 + mat2))
#> True
print(torch.equal(torch.sub(mat1, mat2), mat1 - mat2))
#> True
print(torch.equal(torch.mul(mat1, mat2), mat1 * mat2))
#> True
print(torch.equal(torch.div(mat1, mat2), mat1 / mat2))
#> True

# %% matmul
print(torch.matmul(mat1, mat2))
#> tensor([[19., 22.],
#>         [43., 50.]])
# ko: @는 matmul을 짧게 쓴 연산자입니다.
# en: @ is the operator for matmul.
print(torch.equal(mat1 @ mat2, torch.matmul(mat1, mat2)))
#> True
# ko: 결과의 [0, 0]은 mat1의 0번 행과 mat2의 0번 열의 내적입니다.
# en: Entry [0, 0] is row 0 of mat1 dotted with column 0 of mat2.
print(torch.dot(mat1[0], mat2[:, 0]))
#> tensor(19.)

# %% dot_needs_vectors
torch.dot(mat1, mat2)
#! RuntimeError: 1D tensors expected, but got 2D and 2D tensors

# %% tensor_3d
tensor1 = torch.tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]])
tensor2 = torch.tensor([[[9.0, 10.0], [11.0, 12.0]], [[13.0, 14.0], [15.0, 16.0]]])
print(tensor1, tensor2, sep="\n")
#> tensor([[[1., 2.],
#>          [3., 4.]],
#>
#>         [[5., 6.],
#>          [7., 8.]]])
#> tensor([[[ 9., 10.],
#>          [11., 12.]],
#>
#>         [[13., 14.],
#>          [15., 16.]]])
print(tensor1.ndim, tensor1.shape)
#> 3 torch.Size([2, 2, 2])

# %% tensor_3d_arithmetic
print(tensor1 + tensor2)
#> tensor([[[10., 12.],
#>          [14., 16.]],
#>
#>         [[18., 20.],
#>          [22., 24.]]])
print(tensor1 - tensor2)
#> tensor([[[-8., -8.],
#>          [-8., -8.]],
#>
#>         [[-8., -8.],
#>          [-8., -8.]]])
print(tensor1 * tensor2)
#> tensor([[[  9.,  20.],
#>          [ 33.,  48.]],
#>
#>         [[ 65.,  84.],
#>          [105., 128.]]])
print(tensor1 / tensor2)
#> tensor([[[0.1111, 0.2000],
#>          [0.2727, 0.3333]],
#>
#>         [[0.3846, 0.4286],
#>          [0.4667, 0.5000]]])

# %% tensor_3d_functions
by_function = [
    torch.add(tensor1, tensor2),
    torch.sub(tensor1, tensor2),
    torch.mul(tensor1, tensor2),
    torch.div(tensor1, tensor2),
]
by_operator = [
    tensor1 + tensor2,
    tensor1 - tensor2,
    tensor1 * tensor2,
    tensor1 / tensor2,
]
for function_result, operator_result in zip(by_function, by_operator):
    print(torch.equal(function_result, operator_result))
#> True
#> True
#> True
#> True

# %% batched_matmul
products = torch.matmul(tensor1, tensor2)
print(products)
#> tensor([[[ 31.,  34.],
#>          [ 71.,  78.]],
#>
#>         [[155., 166.],
#>          [211., 226.]]])
# ko: 0번 행렬끼리, 1번 행렬끼리 따로 곱합니다.
# en: Matrix 0 times matrix 0, matrix 1 times matrix 1, each pair on its own.
print(torch.equal(products[0], tensor1[0] @ tensor2[0]))
#> True
print(torch.equal(products[1], tensor1[1] @ tensor2[1]))
#> True
print(torch.equal(products, torch.bmm(tensor1, tensor2)))
#> True

# %% kinds
kinds = {"scalar": scalar, "vector": v1, "matrix": mat1, "3-D tensor": tensor1}
for name, tensor in kinds.items():
    print(f"{name}: ndim={tensor.ndim} shape={tuple(tensor.shape)}")
#> scalar: ndim=0 shape=()
#> vector: ndim=1 shape=(3,)
#> matrix: ndim=2 shape=(2, 2)
#> 3-D tensor: ndim=3 shape=(2, 2, 2)

# %% picture
import matplotlib.pyplot as plt
import numpy as np

figure, panels = plt.subplots(1, 4, figsize=(6.4, 2.2), layout="constrained")
for panel, (name, tensor) in zip(panels, kinds.items()):
    # ko: 네 가지 모두 (장, 행, 열)로 맞추어 요소마다 네모 하나를 그립니다.
    # en: View all four as (sheets, rows, columns) and draw a box for each element.
    sheets = tensor.reshape((1,) * (3 - tensor.ndim) + tensor.shape)
    for (sheet, row, column), value in np.ndenumerate(sheets.numpy()):
        box = {"facecolor": "none", "edgecolor": f"C{sheet}"}
        panel.text(column, -2.5 * sheet - row, f"{value:g}", ha="center", bbox=box)
    panel.set(xlim=(-1, 3), ylim=(-4, 1), title=f"{name}\n{tuple(tensor.shape)}")
    panel.axis("off")
# alt-ko: 네 가지 텐서를 네모 칸으로 그렸습니다. 스칼라는 칸 하나,
# alt-ko: 벡터는 가로로 늘어선 칸 {v1.shape[0]}개,
# alt-ko: 행렬은 {mat1.shape[0]}행 {mat1.shape[1]}열,
# alt-ko: 3차원 텐서는 그런 행렬 {tensor1.shape[0]}장입니다.
# alt-en: The four tensors drawn as boxes: the scalar is one box,
# alt-en: the vector a row of {v1.shape[0]}, the matrix {mat1.shape[0]} rows by
# alt-en: {mat1.shape[1]} columns, the 3-D tensor {tensor1.shape[0]} such matrices.

# %% broadcast
row = torch.tensor([10.0, 20.0])
print("each row:", mat1 + row, sep="\n")
#> each row:
#> tensor([[11., 22.],
#>         [13., 24.]])
column = torch.tensor([[10.0], [20.0]])
print("each column:", mat1 + column, sep="\n")
#> each column:
#> tensor([[11., 12.],
#>         [23., 24.]])
print("every element:", mat1 + 100, sep="\n")
#> every element:
#> tensor([[101., 102.],
#>         [103., 104.]])
print("each matrix:", tensor1 + mat1, sep="\n")
#> each matrix:
#> tensor([[[ 2.,  4.],
#>          [ 6.,  8.]],
#>
#>         [[ 6.,  8.],
#>          [10., 12.]]])

# %% broadcast_fails
tensor1 + v1
#! RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 2

# %% exercise_1
row_matrix = torch.tensor([[1.0, 2.0, 3.0]])
print(row_matrix, row_matrix.ndim, row_matrix.shape)
#> tensor([[1., 2., 3.]]) 2 torch.Size([1, 3])
print(v1, v1.ndim, v1.shape)
#> tensor([1., 2., 3.]) 1 torch.Size([3])

# %% exercise_2
scores = torch.tensor([[80.0, 90.0, 70.0], [60.0, 100.0, 85.0]])
weights = torch.tensor([[0.5], [0.25], [0.25]])
print((scores @ weights).shape)
#> torch.Size([2, 1])
print(scores @ weights)
#> tensor([[80.0000],
#>         [76.2500]])

# %% exercise_3
print(torch.broadcast_shapes((2, 1, 3), (4, 3)))
#> torch.Size([2, 4, 3])
torch.broadcast_shapes((2, 2), (4, 3))
#! RuntimeError: Attempting to broadcast a dimension of length 3 at -1! Mismatching argument at index 1 had (4, 3); but expected shape should be broadcastable to [2, 2]

# %% numbers tags=["hidden"]
scalar_sum, scalar_difference = int(a + b), int(a - b)
scalar_product, scalar_quotient = int(a * b), (a / b).item()
dot_product = int(dot)
matmul_corner, elementwise_corner = int((mat1 @ mat2)[0, 0]), int((mat1 * mat2)[0, 0])
first_sum, *_, last_sum = (tensor1 + tensor2).flatten().int().tolist()
(difference,) = (tensor1 - tensor2).int().unique().tolist()
first_product, *_, last_product = (tensor1 * tensor2).flatten().int().tolist()
first_quotient, *_, last_quotient = (tensor1 / tensor2).flatten().tolist()
first_matmul, second_matmul = (str(each.int().tolist()) for each in products)
marks_shape = tuple((scores @ weights).shape)
broadcast_shape = tuple(torch.broadcast_shapes((2, 1, 3), (4, 3)))
