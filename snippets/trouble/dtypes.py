"""Dtypes and single values that do not fit, each with its causes and its cure."""

# %% double
import numpy as np
import torch
from torch import nn

layer = nn.Linear(3, 2)
samples = torch.from_numpy(np.array([[0.5, 1.5, 2.5]]))
layer(samples)
#! RuntimeError: mat1 and mat2 must have the same dtype, but got Double and Float

# %% double_cure
print(samples.dtype, layer.weight.dtype)
#> torch.float64 torch.float32
print(layer(samples.float()).dtype)
#> torch.float32

# %% pixels
pixels = torch.randint(256, (4, 3, 8, 8), dtype=torch.uint8)
nn.Conv2d(3, 8, 3)(pixels)
#! RuntimeError: Input type (unsigned char) and bias type (float) should be the same

# %% pixels_cure
nn.Conv2d(3, 8, 3)(pixels.float() / 255).shape
#> torch.Size([4, 8, 6, 6])

# %% by_hand
samples @ layer.weight.T
#! RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float

# %% by_hand_cure
(samples.to(layer.weight.dtype) @ layer.weight.T).dtype
#> torch.float32

# %% whole_mean
counts = torch.tensor([1, 2, 4])
counts.mean()
#! NotImplementedError: mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long

# %% whole_softmax
counts.softmax(dim=0)
#! NotImplementedError: "softmax_lastdim_kernel_impl" not implemented for 'Long'

# %% whole_cure
print(counts.float().mean(), counts.float().softmax(dim=0))
#> tensor(2.3333) tensor([0.0420, 0.1142, 0.8438])

# %% whole_in_place
counts.mul_(0.5)
#! RuntimeError: result type Float can't be cast to the desired output type Long

# %% whole_in_place_cure
counts * 0.5
#> tensor([0.5000, 1.0000, 2.0000])

# %% minus_mask
mask = counts > 1
1 - mask
#! NotImplementedError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.

# %% minus_mask_cure
~mask
#> tensor([ True, False, False])

# %% item
losses = torch.tensor([0.5, 0.25])
losses.item()
#! RuntimeError: a Tensor with 2 elements cannot be converted to Scalar

# %% item_float
float(losses)
#! ValueError: only one element tensors can be converted to Python scalars

# %% item_format
f"{losses:.2f}"
#! TypeError: unsupported format string passed to Tensor.__format__

# %% item_if
if losses > 0.3:
    print("large")
#! RuntimeError: Boolean value of Tensor with more than one value is ambiguous

# %% item_cure
print(losses.tolist(), losses.mean().item(), f"{losses[1]:.2f}")
#> [0.5, 0.25] 0.375 0.25
print((losses > 0.3).any().item(), (losses > 0.3).all().item())
#> True False

# %% not_a_tensor
layer([0.5, 1.5, 2.5])
#! TypeError: linear(): argument 'input' (position 1) must be Tensor, not list

# %% not_a_tensor_cure
layer(torch.tensor([0.5, 1.5, 2.5])).shape
#> torch.Size([2])

# %% words_in_data
table = np.array([[1.5, "yes"], [2.5, "no"]], dtype=object)
torch.from_numpy(table)
#! TypeError: can't convert np.ndarray of type numpy.object_. The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool.

# %% words_in_list
torch.tensor(["yes", "no"])
#! ValueError: too many dimensions 'str'

# %% missing_value
torch.tensor([1.5, None])
#! RuntimeError: Could not infer dtype of NoneType

# %% not_numbers_cure
numbers = torch.from_numpy(table[:, 0].astype(np.float32))
answers = torch.from_numpy((table[:, 1] == "yes").astype(np.float32))
print(numbers, answers, torch.tensor([1.5, float("nan")]))
#> tensor([1.5000, 2.5000]) tensor([1., 0.]) tensor([1.5000,    nan])

# %% exercise_1
print((torch.tensor([1, 2]) / 2).dtype, (torch.tensor([1, 2]) * 2).dtype)
#> torch.float32 torch.int64


# %% exercise_2
def as_input(array):
    tensor = torch.as_tensor(array)
    if tensor.dtype == torch.uint8:
        return tensor.float() / 255
    return tensor.float()


for array in (np.ones(2), np.array([0, 255], dtype=np.uint8), [1, 2]):
    print(as_input(array))
#> tensor([1., 1.])
#> tensor([0., 1.])
#> tensor([1., 2.])

# %% exercise_3
shares = torch.tensor([1, 2, 5])
shares /= shares.sum()
#! RuntimeError: result type Float can't be cast to the desired output type Long

# %% exercise_3_cure
shares = torch.tensor([1, 2, 5])
shares = shares / shares.sum()
print(shares)
#> tensor([0.1250, 0.2500, 0.6250])
