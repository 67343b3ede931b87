"""Creating tensors: from lists, arrays, shapes and other tensors; data types and devices."""

# %% imports
import numpy as np
import torch

# %% from_list
data = [[1, 2], [3, 4]]
from_list = torch.tensor(data)
data[0][0] = 100  # ko: 리스트를 나중에 바꿔도 | en: changing the list afterwards
print(from_list)  # ko: 텐서는 그대로입니다 | en: leaves the tensor alone
#> tensor([[1, 2],
#>         [3, 4]])

# %% uneven_rows
rows = [[1, 2, 3], [4, 5]]
torch.tensor(rows)
#! ValueError: expected sequence of length 3 at dim 1 (got 2)

# %% from_numpy
array = np.array([[1, 2], [3, 4]])
from_array = torch.from_numpy(array)
print(from_array)
#> tensor([[1, 2],
#>         [3, 4]])

# %% from_shape
shape = (2, 3)
print(torch.zeros(shape))
#> tensor([[0., 0., 0.],
#>         [0., 0., 0.]])
print(torch.ones(2, 3))  # ko: 괄호 없이도 됩니다 | en: works without the parentheses, too
#> tensor([[1., 1., 1.],
#>         [1., 1., 1.]])
print(torch.full(shape, 7.0))
#> tensor([[7., 7., 7.],
#>         [7., 7., 7.]])

# %% sequences
print(torch.arange(6))  # ko: 6 앞까지 | en: stops before 6
#> tensor([0, 1, 2, 3, 4, 5])
print(torch.arange(0, 10, 3))
#> tensor([0, 3, 6, 9])
print(torch.linspace(0, 1, 5))  # ko: 양 끝을 포함해 5개 | en: 5 values, both ends included
#> tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])

# %% random
torch.manual_seed(0)
first = torch.rand(2, 3)
second = torch.rand(2, 3)
print(first)
#> tensor([[0.4963, 0.7682, 0.0885],
#>         [0.1320, 0.3074, 0.6341]])
print(second)
#> tensor([[0.4901, 0.8964, 0.4556],
#>         [0.6323, 0.3489, 0.4017]])

torch.manual_seed(0)
again = torch.rand(2, 3)
print((again - first).abs().max())
#> tensor(0.)

# %% more_random
torch.manual_seed(0)
print(torch.randn(4))  # ko: 정규 분포 | en: normal distribution
#> tensor([ 1.5410, -0.2934, -2.1788,  0.5684])
print(torch.randint(1, 7, (10,)))  # ko: 주사위 열 번 | en: ten throws of a die
#> tensor([2, 4, 6, 3, 1, 4, 5, 3, 1, 1])

# %% ones_like
ones = torch.ones_like(from_list)
print(ones, ones.dtype)
#> tensor([[1, 1],
#>         [1, 1]]) torch.int64

# %% rand_like
torch.manual_seed(0)
noise = torch.rand_like(from_list, dtype=torch.float)
print(noise, noise.dtype)
#> tensor([[0.4963, 0.7682],
#>         [0.0885, 0.1320]]) torch.float32

# %% rand_like_integers
torch.rand_like(from_list)
#! NotImplementedError: "check_uniform_bounds" not implemented for 'Long'

# %% attributes
sample = torch.rand(3, 4)
print(sample.shape, sample.dtype, sample.device)
#> torch.Size([3, 4]) torch.float32 cpu
print(sample.ndim, sample.numel())
#> 2 12

# %% inferred_dtype
for values in ([1, 2], [1, 2.5], [True, False]):
    tensor_of_values = torch.tensor(values)
    print(tensor_of_values, tensor_of_values.dtype)
#> tensor([1, 2]) torch.int64
#> tensor([1.0000, 2.5000]) torch.float32
#> tensor([ True, False]) torch.bool

print(torch.tensor([1, 2], dtype=torch.float32))
#> tensor([1., 2.])

# %% convert
prices = torch.tensor([1.9, 2.5, -1.5])
print(prices.long())  # ko: 소수점 아래를 버립니다 | en: drops what is after the point
#> tensor([ 1,  2, -1])
print(prices.round().long())
#> tensor([ 2,  2, -2])
print(torch.tensor([0, 3]).float(), torch.tensor([0, 3]).bool())
#> tensor([0., 3.]) tensor([False,  True])

# %% not_kept
counts = torch.tensor([1, 2, 3])
counts.float()
print(counts.dtype)
#> torch.int64

# %% wraps
pixel = torch.tensor([200], dtype=torch.uint8)
print(pixel + 100)
#> tensor([44], dtype=torch.uint8)

# %% wraps_wider tags=["hidden"]
print(torch.tensor([200]) + 100)
#> tensor([300])

# %% wraps_clamped tags=["hidden"]
print((torch.tensor([200]) + 100).clamp(max=255).to(torch.uint8))
#> tensor([255], dtype=torch.uint8)

# %% promotion
whole = torch.tensor([1, 2])
single = torch.tensor([0.5, 0.5])
double = torch.tensor([0.5, 0.5], dtype=torch.float64)
print((whole + single).dtype)
#> torch.float32
print((single + double).dtype)
#> torch.float64

# %% promotion_numbers
print((whole / 2).dtype, (whole // 2).dtype)
#> torch.float32 torch.int64
print((single * 3.14).dtype)
#> torch.float32
print((single * torch.tensor(3.14, dtype=torch.float64)).dtype)
#> torch.float32

# %% choose_device tags=["devices"]
device = (
    torch.accelerator.current_accelerator()
    if torch.accelerator.is_available()
    else torch.device("cpu")
)
print(device)
#> cpu

# %% to_device tags=["devices"]
on_cpu = torch.ones(2, 3)
moved = on_cpu.to(device)
print(on_cpu.device, moved.device)
#> cpu cpu

made_there = torch.ones(2, 3, device=device)
print(made_there.device)
#> cpu

# %% forgotten_device tags=["devices"]
there = torch.ones(2, 3, device=device)
here = torch.ones(2, 3)  # ko: 장치를 빠뜨렸습니다 | en: the device is forgotten
print((there + here).sum())
#> tensor(12.)

# %% two_devices
there = torch.ones(2, 3, device="meta")
here = torch.ones(2, 3)
there + here
#! RuntimeError: Tensor on device cpu is not on the expected device meta!

# %% exceptions
print((there * torch.tensor(2.0)).device)
#> meta
print(there[torch.tensor([1, 0])].device)
#> meta

# %% exercise_1
print(torch.full((2,), 7).dtype)
#> torch.int64
print((torch.tensor([1, 2]) * 0.5).dtype)
#> torch.float32
print((torch.tensor([True, False]) + torch.tensor([True, True])).dtype)
#> torch.bool

# %% exercise_2
picture = torch.tensor([[0, 51], [102, 255]], dtype=torch.uint8)
scaled = picture.to(device, torch.float32) / 255
print(scaled)
#> tensor([[0.0000, 0.2000],
#>         [0.4000, 1.0000]])

# %% exercise_3
ratings = torch.tensor([4, 5, 3])
print(ratings.float().mean())
#> tensor(4.)
ratings.mean()
#! NotImplementedError: mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long

# %% numbers tags=["hidden"]
largest_uint8 = (~torch.tensor(0, dtype=torch.uint8)).item()
wrapped = int(pixel + 100)
sizes = {
    kind: kind.itemsize
    for kind in (torch.uint8, torch.int64, torch.float32, torch.float64)
}
byte_uint8, byte_int64, byte_float32, byte_float64 = sizes.values()
byte_bool, byte_bfloat16 = torch.bool.itemsize, torch.bfloat16.itemsize
