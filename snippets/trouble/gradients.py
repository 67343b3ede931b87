"""Common mistakes with gradients, each with its cure."""

# %% whole_number
import torch
from torch import nn

whole = 3
torch.tensor(whole, requires_grad=True)
#! RuntimeError: Only Tensors of floating point and complex dtype can require gradients

# %% whole_number_cure
weight = torch.tensor(float(whole), requires_grad=True)
print(weight)
#> tensor(3., requires_grad=True)

# %% not_scalar
values = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
squares = values**2
squares.backward()
#! RuntimeError: grad can be implicitly created only for scalar outputs

# %% not_scalar_cure
squares.sum().backward()
print(values.grad)
#> tensor([2., 4., 6.])

# %% twice
loss = weight**2
loss.backward()
print(weight.grad)
#> tensor(6.)
loss.backward()
#! RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# %% twice_cure
weight.grad = None
loss = weight**2
loss.backward()
loss = weight**2  # ko: 순전파를 다시 계산 | en: the forward pass again
loss.backward()
print(weight.grad)
#> tensor(12.)

# %% no_zero_grad
slope = torch.tensor(3.0, requires_grad=True)
for _ in range(3):
    loss = slope**2
    loss.backward()
    print(slope.grad)
#> tensor(6.)
#> tensor(12.)
#> tensor(18.)

# %% no_zero_grad_cure
optimizer = torch.optim.SGD([slope])
for _ in range(3):
    optimizer.zero_grad()
    loss = slope**2
    loss.backward()
    print(slope.grad)
#> tensor(6.)
#> tensor(6.)
#> tensor(6.)

# %% zeroed_is_none
optimizer.zero_grad()
print(slope.grad)
#> None

# %% grad_none
fresh = torch.tensor([1.0, 2.0], requires_grad=True)
print(fresh, fresh.grad)
#> tensor([1., 2.], requires_grad=True) None
fresh.grad.zero_()
#! AttributeError: 'NoneType' object has no attribute 'zero_'

# %% not_a_leaf
scaled = torch.ones(2, requires_grad=True) * 0.5
scaled.sum().backward()
print(scaled, scaled.is_leaf)
#> tensor([0.5000, 0.5000], grad_fn=<MulBackward0>) False
print(scaled.grad)
#> None
#! UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information. (Triggered internally at …)

# %% leaf_cure
scaled = (torch.ones(2) * 0.5).requires_grad_()
(3 * scaled).sum().backward()
print(scaled, scaled.is_leaf)
#> tensor([0.5000, 0.5000], requires_grad=True) True
print(scaled.grad)
#> tensor([3., 3.])

# %% in_place
step = 0.1 * scaled.grad
print(step)
#> tensor([0.3000, 0.3000])
scaled -= step
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% rebound
rebound = scaled - step
print(rebound, rebound.is_leaf)
#> tensor([0.2000, 0.2000], grad_fn=<SubBackward0>) False
with torch.no_grad():
    rebound = scaled - step
print(rebound, rebound.requires_grad)
#> tensor([0.2000, 0.2000]) False

# %% in_place_cure
with torch.no_grad():
    scaled -= step
print(scaled)
#> tensor([0.2000, 0.2000], requires_grad=True)

# %% data_silent
factor = torch.tensor(1.0, requires_grad=True)
loss = factor.square()
factor.data.mul_(10)
loss.backward()
print(factor.grad)
#> tensor(20.)

# %% data_noticed
loss = factor.square()
with torch.no_grad():
    factor.zero_()
loss.backward()
#! RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor []] is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).


# %% function_class
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, number):
        ctx.save_for_backward(number)
        return number**3

    @staticmethod
    def backward(ctx, grad_output):
        (number,) = ctx.saved_tensors
        return grad_output * 3 * number**2


number = torch.tensor(4.0, requires_grad=True)
result = Cube(number)
#! DeprecationWarning: <class '__main__.Cube'> should not be instantiated. Methods on autograd functions are all static, so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.
print(isinstance(result, torch.Tensor))
#> False

# %% function_called
Cube()(number)
#! DeprecationWarning: <class '__main__.Cube'> should not be instantiated. Methods on autograd functions are all static, so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.
#! RuntimeError: Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)

# %% function_cure
cube = Cube.apply
result = cube(number)
result.backward()
print(result.item(), number.grad)
#> 64.0 tensor(48.)

# %% to_numpy
values.numpy()
#! RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# %% to_numpy_cure
values.detach().cpu().numpy()
#> array([1., 2., 3.], dtype=float32)

# %% wrong_names
print(hasattr(values, "zero"), hasattr(values, "zero_"))
#> False True
optimizer.stop()
#! AttributeError: 'SGD' object has no attribute 'stop'…


# %% exercise_1
class Unused(nn.Module):
    def __init__(self):
        super().__init__()
        self.used = nn.Linear(2, 1)
        self.forgotten = nn.Linear(2, 1)

    def forward(self, inputs):
        return self.used(inputs)


model = Unused()
model(torch.ones(2)).backward()
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), parameter.grad is None)
#> used.weight (1, 2) False
#> used.bias (1,) False
#> forgotten.weight (1, 2) True
#> forgotten.bias (1,) True


# %% exercise_2
class Listed(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers


layers = [nn.Linear(2, 2), nn.Linear(2, 1)]
listed = Listed(nn.ModuleList(layers))
print([tuple(parameter.shape) for parameter in listed.parameters()])
#> [(2, 2), (2,), (1, 2), (1,)]
torch.optim.SGD(Listed(layers).parameters())
#! ValueError: optimizer got an empty parameter list
