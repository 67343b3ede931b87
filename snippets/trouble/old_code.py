"""Old forms of tensors, functions and masks: what they say today, and what is written instead."""

# %% variable
import torch
from torch import nn
from torch.autograd import Variable

inputs = Variable(torch.ones(2), requires_grad=True)
print(type(inputs))
#> <class 'torch.Tensor'>

# %% volatile
Variable(torch.ones(2), volatile=True)
#> tensor([1., 1.])
#! UserWarning: volatile was removed and now has no effect. Use `with torch.no_grad():` instead.

# %% variable_new
inputs = torch.ones(2, requires_grad=True)
with torch.no_grad():
    print((2 * inputs).requires_grad)
#> False

# %% data_zero
loss = inputs.sum()
loss.data[0]
#! IndexError: invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number

# %% data_zero_new
print(loss.item(), inputs.detach())
#> 2.0 tensor([1., 1.])

# %% tensor_class
print(torch.Tensor([3]), torch.Tensor(3).shape)
#> tensor([3.]) torch.Size([3])

# %% tensor_class_numbers tags=["hidden"]
print(torch.tensor([3]), torch.tensor([3]).shape)
#> tensor([3]) torch.Size([1])

# %% tensor_class_scalar tags=["hidden"]
print(torch.Tensor([3]), torch.tensor(3).shape)
#> tensor([3.]) torch.Size([])

# %% tensor_class_new
print(torch.tensor([3]), torch.tensor([3.0]), torch.empty(3).shape)
#> tensor([3]) tensor([3.]) torch.Size([3])

# %% tensor_copy
print(torch.tensor(inputs))
#> tensor([1., 1.])
#! UserWarning: To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).
print(inputs.detach().clone())
#> tensor([1., 1.])

# %% type_method
counts = torch.tensor([1.7, 2.2]).type(torch.LongTensor)
print(counts, counts.type())
#> tensor([1, 2]) torch.LongTensor
counts = torch.tensor([1.7, 2.2]).long()
print(counts, counts.dtype)
#> tensor([1, 2]) torch.int64

# %% range
print(torch.range(0, 3))
#> tensor([0., 1., 2., 3.])
#! UserWarning: torch.range is deprecated and will be removed in a future release because its behavior is inconsistent with Python's range builtin. Instead, use torch.arange, which produces values in [start, end).
print(torch.arange(0, 4))
#> tensor([0, 1, 2, 3])

# %% softmax
scores = torch.tensor([[1.0, 2.0, 3.0]])
print(nn.functional.softmax(scores))
#> tensor([[0.0900, 0.2447, 0.6652]])
#! UserWarning: Implicit dimension choice for softmax has been deprecated. Change the call to include dim=X as an argument.
print(scores.softmax(dim=1))
#> tensor([[0.0900, 0.2447, 0.6652]])

# %% functions
print(nn.functional.sigmoid(scores), nn.functional.tanh(scores))
#> tensor([[0.7311, 0.8808, 0.9526]]) tensor([[0.7616, 0.9640, 0.9951]])
print(torch.sigmoid(scores), torch.tanh(scores))
#> tensor([[0.7311, 0.8808, 0.9526]]) tensor([[0.7616, 0.9640, 0.9951]])

# %% upsample
image = torch.ones(1, 1, 2, 2)
print(nn.functional.upsample(image, scale_factor=2).shape)
#> torch.Size([1, 1, 4, 4])
#! UserWarning: `nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.
print(nn.functional.interpolate(image, scale_factor=2).shape)
#> torch.Size([1, 1, 4, 4])

# %% init
weight = torch.empty(2, 2)
print(nn.init.constant(weight, 1.0))
#> tensor([[1., 1.],
#>         [1., 1.]])
#! FutureWarning: `nn.init.constant` is now deprecated in favor of `nn.init.constant_`.
print(nn.init.constant_(weight, 1.0))
#> tensor([[1., 1.],
#>         [1., 1.]])

# %% transposed
batch = torch.ones(2, 3, 4)
print(batch.T.shape)
#> torch.Size([4, 3, 2])
#! UserWarning: The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an error in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a tensor. (Triggered internally at …)
print(batch.mT.shape)
#> torch.Size([2, 4, 3])

# %% mask
mask = torch.tensor([1, 0, 1], dtype=torch.uint8)
torch.arange(3)[mask]
#> tensor([0, 2])
#! UserWarning: indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead. (Triggered internally at …)

# %% mask_minus
1 - (torch.arange(3) > 0)
#! NotImplementedError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.

# %% mask_new
keep = torch.arange(3) > 0
print(torch.arange(3)[keep], ~keep)
#> tensor([1, 2]) tensor([ True, False, False])

# %% solve
torch.solve(torch.ones(2, 1), torch.eye(2))
#! RuntimeError: This function was deprecated since version 1.9 and is now removed. `torch.solve` is deprecated in favor of `torch.linalg.solve`. …

# %% solve_new
torch.linalg.solve(torch.eye(2), torch.ones(2, 1))
#> tensor([[1.],
#>         [1.]])

# %% numpy_names
import numpy as np

value = 3
np.float(value)
#! AttributeError: module 'numpy' has no attribute 'float'…

# %% numpy_names_new
float(value), np.float64(value)
#> (3.0, np.float64(3.0))

# %% exercise_1
print(torch.tensor([-7]) // 2, torch.tensor([7]) / 2, -7 // 2)
#> tensor([-4]) tensor([3.5000]) -4

# %% exercise_2
import ast


def capital_tensors(code):
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".Tensor"):
            print(f"line {node.lineno}: {ast.unparse(node)}")


capital_tensors("x = torch.Tensor([1, 2])\ny = torch.tensor([1, 2])")
#> line 1: torch.Tensor([1, 2])

# %% exercise_3
counts = torch.Tensor([0, 2])
nn.functional.one_hot(counts, num_classes=3)
#! RuntimeError: one_hot is only applicable to index tensor of type LongTensor.

# %% exercise_3_new
counts = torch.tensor([0, 2])
nn.functional.one_hot(counts, num_classes=3)
#> tensor([[1, 0, 0],
#>         [0, 0, 1]])
