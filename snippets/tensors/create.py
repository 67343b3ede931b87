"""Creating tensors, reading their attributes, and moving them to a device."""

# %% imports
plugh1 = 1
import numpy as np
import torch

# %% from_list
data = [[1, 2], [3, 4]]
from_list = torch.tensor(data)
print(from_list)
#> tensor([[1, 2],
#>         [3, 4]])

data[0][0] = 100  # ko: 원래 리스트를 바꿔도 | en: changing the list afterwards
print(data)
#> [[100, 2], [3, 4]]
print(from_list)  # ko: 텐서는 그대로입니다 | en: leaves the tensor alone
#> tensor([[1, 2],
#>         [3, 4]])

# %% inferred_dtype
for values in ([1, 2], [1, 2.5], [True, False]):
    tensor_of_values = torch.tensor(values)
    print(tensor_of_values, tensor_of_values.dtype)
#> tensor([1, 2]) torch.int64
#> tensor([1.0000, 2.5000]) torch.float32
#> tensor([ True, False]) torch.bool

print(torch.tensor([1, 2], dtype=torch.float32))
#> tensor([1., 2.])

# %% uneven_rows
rows = [range(3), range(2)]  # ko: 길이가 다른 두 행 | en: two rows of unequal length
torch.tensor(rows)
#! ValueError: expected sequence of length 3 at dim 1 (got 2)

# %% from_numpy
array = np.array([[1, 2], [3, 4]])
from_array = torch.from_numpy(array)
print(from_array)
#> tensor([[1, 2],
#>         [3, 4]])

# %% ones_like
ones = torch.ones_like(from_list)
print(ones)
#> tensor([[1, 1],
#>         [1, 1]])
assert ones.shape == from_list.shape
assert ones.dtype == from_list.dtype
assert ones.device == from_list.device

# %% rand_like
torch.manual_seed(0)
noise = torch.rand_like(from_list, dtype=torch.float)
print(noise, noise.dtype)
#> tensor([[0.4963, 0.7682],
#>         [0.0885, 0.1320]]) torch.float32
assert noise.shape == from_list.shape  # ko: 형태는 그대로 | en: the shape is kept

# %% rand_like_integers
torch.rand_like(from_list)
#! NotImplementedError: "check_uniform_bounds" not implemented for 'Long'

# %% from_shape
shape = (2, 3)
print(torch.zeros(shape))
#> tensor([[0., 0., 0.],
#>         [0., 0., 0.]])
print(torch.full(shape, 7))
#> tensor([[7, 7, 7],
#>         [7, 7, 7]])
print(torch.arange(6).reshape(shape))
#> tensor([[0, 1, 2],
#>         [3, 4, 5]])

# %% random
torch.manual_seed(0)
first = torch.rand(shape)
second = torch.rand(shape)
print(first)
#> tensor([[0.4963, 0.7682, 0.0885],
#>         [0.1320, 0.3074, 0.6341]])
print(second)
#> tensor([[0.4901, 0.8964, 0.4556],
#>         [0.6323, 0.3489, 0.4017]])

torch.manual_seed(0)
print(torch.equal(torch.rand(shape), first))
#> True

# %% attributes
sample = torch.rand(3, 4)
print(sample.shape, sample.ndim, sample.numel())
#> torch.Size([3, 4]) 2 12
print(sample.dtype, sample.device)
#> torch.float32 cpu


# %% too_early
def move_to_gpu(gpu_present):
    return tensor.to("cuda") if gpu_present else "nothing to do"


print(move_to_gpu(gpu_present=False))
#> nothing to do
move_to_gpu(gpu_present=True)
#! NameError: name 'tensor' is not defined

# %% to_device tags=["devices"]
device = "cuda" if torch.cuda.is_available() else "cpu"
tensor = torch.ones(4, 4)  # ko: 먼저 만들고 | en: make it first
moved = tensor.to(device)  # ko: 그다음 옮깁니다 | en: then move it
print(moved.device)
#> cpu
print(tensor.device)
#> cpu

# %% made_on_device
made_there = torch.ones(4, 4, device=device)
print(torch.equal(made_there, moved), made_there.device == moved.device)
#> True True

# %% lost_move
moved = tensor.to("meta")
print(moved.device)
#> meta

moved = torch.ones(4, 4)  # ko: 새 텐서는 다시 CPU에 | en: a new one: CPU again
print(moved.device, torch.equal(moved, tensor))
#> cpu True

moved = torch.ones(4, 4, device="meta")
print(moved.device, moved.shape)
#> meta torch.Size([4, 4])

# %% two_devices
moved + tensor
#! RuntimeError: Tensor on device cpu is not on the expected device meta!

# %% forgotten_device tags=["devices"]
there = torch.ones(4, 4, device=device)
here = torch.ones(4, 4)  # ko: 장치를 빠뜨렸습니다 | en: the device is forgotten
print((there + here).sum().item())
#> 32.0

# %% exercise_1
halves = torch.full_like(from_list, 0.5, dtype=torch.float64)
print(halves)
#> tensor([[0.5000, 0.5000],
#>         [0.5000, 0.5000]], dtype=torch.float64)

# %% exercise_2
with_fractions = torch.tensor([0.9, 1.5, -1.5])
print(with_fractions.to(torch.int64))
#> tensor([ 0,  1, -1])
print(with_fractions.round().to(torch.int64))
#> tensor([ 1,  2, -2])

# %% exercise_3
batch = torch.rand(8, 3)
weights = torch.rand(3, 2, device=device)
result = batch.to(weights.device) @ weights
print(result.shape, result.device == weights.device)
#> torch.Size([8, 2]) True
