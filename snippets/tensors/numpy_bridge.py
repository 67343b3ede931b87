"""NumPy and PyTorch side by side: what is alike, and the differences that bite."""

# %% create
import numpy as np
import torch

values = [[2, 3, 5], [1, 2, 9]]
array = np.array(values)
tensor = torch.tensor(values)
print(array, array.dtype)
#> [[2 3 5]
#>  [1 2 9]] int64
print(tensor, tensor.dtype)
#> tensor([[2, 3, 5],
#>         [1, 2, 9]]) torch.int64

# %% float_default
one_tenth_numpy = np.array([0.1])
one_tenth_torch = torch.tensor([0.1])
print(one_tenth_numpy.dtype, one_tenth_numpy.item())
#> float64 0.1
print(one_tenth_torch.dtype, one_tenth_torch.item())
#> torch.float32 0.10000000149011612

# %% random
generator = np.random.default_rng(0)
random_array = generator.random((2, 2))
print(random_array, random_array.dtype)
#> [[0.63696169 0.26978671]
#>  [0.04097352 0.01652764]] float64

torch.manual_seed(0)
random_tensor = torch.rand(2, 2)
print(random_tensor, random_tensor.dtype)
#> tensor([[0.4963, 0.7682],
#>         [0.0885, 0.1320]]) torch.float32

old_style = np.random.rand(2, 2)  # ko: 옛 방식 | en: the older way
print(old_style.shape)
#> (2, 2)

# %% shape
print(array.shape, tensor.shape, array.shape == tensor.shape)
#> (2, 3) torch.Size([2, 3]) True
print(array.size)  # ko: 요소의 개수 | en: the number of elements
#> 6
print(tensor.size(), tensor.numel())
#> torch.Size([2, 3]) 6

# %% matmul
left = np.array([[1, 2], [3, 4]])
right = np.array([[5, 6], [7, 8]])
print(np.dot(left, right))
#> [[19 22]
#>  [43 50]]
print(torch.matmul(torch.tensor(left), torch.tensor(right)))
#> tensor([[19, 22],
#>         [43, 50]])

# %% matmul_batch
left_batch = np.ones((2, 3, 4))
right_batch = np.ones((2, 4, 5))
print(np.dot(left_batch, right_batch).shape)
#> (2, 3, 2, 5)
print(np.matmul(left_batch, right_batch).shape)
#> (2, 3, 5)
print(torch.matmul(torch.tensor(left_batch), torch.tensor(right_batch)).shape)
#> torch.Size([2, 3, 5])

# %% torch_dot
torch.dot(torch.tensor(left), torch.tensor(right))
#! RuntimeError: 1D tensors expected, but got 2D and 2D tensors

# %% multiply
print(np.multiply(left, right))
#> [[ 5 12]
#>  [21 32]]
print(torch.tensor(left) * torch.tensor(right))
#> tensor([[ 5, 12],
#>         [21, 32]])

# %% zeros_ones
print(np.zeros((2, 2)))
#> [[0. 0.]
#>  [0. 0.]]
print(torch.zeros(2, 2))
#> tensor([[0., 0.],
#>         [0., 0.]])
print(np.ones((2, 2)))
#> [[1. 1.]
#>  [1. 1.]]
print(torch.ones(2, 2))
#> tensor([[1., 1.],
#>         [1., 1.]])

# %% tuple_needed
print(torch.equal(torch.zeros((2, 3)), torch.zeros(2, 3)))
#> True
np.zeros(2, 2)
#! TypeError: Cannot interpret '2' as a data type

# %% identity
print(np.identity(2))
#> [[1. 0.]
#>  [0. 1.]]
print(torch.eye(2))
#> tensor([[1., 0.],
#>         [0., 1.]])
print(np.array_equal(np.eye(2), np.identity(2)))
#> True
print(np.eye(2, 3).shape, torch.eye(2, 3).shape)
#> (2, 3) torch.Size([2, 3])

# %% convert
from_array = torch.from_numpy(array)  # ko: 배열에서 텐서로 | en: array to tensor
back_again = from_array.numpy()  # ko: 텐서에서 배열로 | en: tensor to array
print(from_array)
#> tensor([[2, 3, 5],
#>         [1, 2, 9]])
print(back_again)
#> [[2 3 5]
#>  [1 2 9]]

# %% tensor_changes
tensor = torch.ones(5)
array = tensor.numpy()
tensor.add_(1)
print(tensor)
#> tensor([2., 2., 2., 2., 2.])
print(array)
#> [2. 2. 2. 2. 2.]

# %% array_changes
array = np.ones(5)
tensor = torch.from_numpy(array)
np.add(array, 1, out=array)
print(tensor)
#> tensor([2., 2., 2., 2., 2.], dtype=torch.float64)
print(array)
#> [2. 2. 2. 2. 2.]

# %% copy_or_share
array = np.zeros(3)
shared = torch.from_numpy(array)
copied = torch.tensor(array)
array[0] = 7
print(shared)
#> tensor([7., 0., 0.], dtype=torch.float64)
print(copied)
#> tensor([0., 0., 0.], dtype=torch.float64)

# %% mixed_dtypes
features = np.array([[0.5, 1.5], [2.5, 3.5]])
weights = torch.ones(2, 2)
print(features @ weights.numpy())  # ko: NumPy는 맞춰 줍니다 | en: NumPy converts
#> [[2. 2.]
#>  [6. 6.]]
torch.from_numpy(features) @ weights
#! RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float

# %% mixed_dtypes_cure
features_float32 = torch.from_numpy(features).to(torch.float32)
print(features_float32 @ weights)
#> tensor([[2., 2.],
#>         [6., 6.]])

# %% needs_grad
scale = torch.ones(3, requires_grad=True)
scale.numpy()
#! RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# %% needs_grad_cure
scale_array = scale.detach().numpy()
print(scale_array)
#> [1. 1. 1.]

scale_array[0] = 7  # ko: 여전히 같은 메모리입니다 | en: still the same memory
print(scale)
#> tensor([7., 1., 1.], requires_grad=True)

# %% from_device tags=["devices"]
device = "cuda" if torch.cuda.is_available() else "cpu"
far = torch.ones(3, device=device)
print(far.numpy())
#> [1. 1. 1.]

# %% anywhere
print(scale.detach().cpu().numpy())
#> [7. 1. 1.]
print(scale.numpy(force=True))
#> [7. 1. 1.]

# %% std
scores = [1.0, 2.0, 3.0, 4.0]
print(np.std(scores))
#> 1.118033988749895
print(torch.tensor(scores).std())
#> tensor(1.2910)
print(torch.tensor(scores).std(correction=0))
#> tensor(1.1180)

# %% exercise_1
array = np.zeros(3)
tensor = torch.from_numpy(array)
array = array + 1  # ko: 새 배열에 같은 이름을 붙입니다 | en: a new array, the same name
print(array)
#> [1. 1. 1.]
print(tensor)
#> tensor([0., 0., 0.], dtype=torch.float64)

array = tensor.numpy()
array += 1  # ko: 있던 배열을 바꿉니다 | en: changes the existing array
print(array)
#> [1. 1. 1.]
print(tensor)
#> tensor([1., 1., 1.], dtype=torch.float64)

# %% exercise_2
countdown = np.arange(5)[::-1]
print(torch.from_numpy(countdown.copy()))
#> tensor([4, 3, 2, 1, 0])
torch.from_numpy(countdown)
#! ValueError: At least one stride in the given numpy array is negative, and tensors with negative strides are not currently supported. …

# %% exercise_3
left_batch = np.ones((10, 3, 4))
right_batch = np.ones((10, 4, 5))
dot_size = np.dot(left_batch, right_batch).size
matmul_size = np.matmul(left_batch, right_batch).size
ratio = dot_size // matmul_size
print(dot_size, matmul_size, ratio)
#> 1500 150 10

# %% proof tags=["hidden"]
assert not hasattr(torch, "interp")
assert not hasattr(torch, "polyfit")
assert not hasattr(array, "numpy")
assert issubclass(torch.Size, tuple)
