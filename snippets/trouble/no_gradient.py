"""Gradients that are None or wrong, and weights that cannot be changed, each with its causes and its cure."""

# %% no_zero_grad
import torch
from torch import nn

slope = torch.tensor(3.0, requires_grad=True)
for _ in range(3):
    loss = slope**2
    loss.backward()
    print(slope.grad)
#> tensor(6.)
#> tensor(12.)
#> tensor(18.)

# %% no_zero_grad_replaced tags=["hidden"]
other = torch.tensor(3.0, requires_grad=True)
for _ in range(3):
    other.grad = None
    (other**2).backward()
    print(other.grad)
#> tensor(6.)
#> tensor(6.)
#> tensor(6.)

# %% no_zero_grad_stepped tags=["hidden"]
other = torch.tensor(3.0, requires_grad=True)
for _ in range(3):
    other.grad = None
    (other**2).backward()
    print(other.grad)
    with torch.no_grad():
        other -= 0.1 * other.grad
#> tensor(6.)
#> tensor(4.8000)
#> tensor(3.8400)

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

# %% grad_none
fresh = torch.tensor([1.0, 2.0], requires_grad=True)
print(fresh, fresh.grad)
#> tensor([1., 2.], requires_grad=True) None
fresh.grad.zero_()
#! AttributeError: 'NoneType' object has no attribute 'zero_'

# %% step_by_hand
learning_rate = 0.1
learning_rate * fresh.grad
#! TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'

# %% not_a_leaf
scaled = torch.ones(2, requires_grad=True) * 0.5
scaled.sum().backward()
print(scaled, scaled.is_leaf)
#> tensor([0.5000, 0.5000], grad_fn=<MulBackward0>) False
print(scaled.grad)
#> None
#! UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information. (Triggered internally at …)

# %% moved_leaf
start = torch.ones(2, requires_grad=True)
print(start.to("cpu").is_leaf, start.to("meta").is_leaf, start.double().is_leaf)
#> True False False

# %% leaf_cure
scaled = (torch.ones(2) * 0.5).requires_grad_()
(3 * scaled).sum().backward()
print(scaled, scaled.is_leaf)
#> tensor([0.5000, 0.5000], requires_grad=True) True
print(scaled.grad)
#> tensor([3., 3.])

# %% kept_cure
half = torch.ones(2, requires_grad=True) * 0.5
half.retain_grad()
half.sum().backward()
print(half.grad)
#> tensor([1., 1.])

# %% unused
used, forgotten = nn.Linear(2, 1), nn.Linear(2, 1)
used(torch.ones(2)).backward()
print(used.weight.grad, forgotten.weight.grad)
#> tensor([[1., 1.]]) None

# %% in_place
step = 0.1 * scaled.grad
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

# %% data_noticed
factor = torch.tensor(1.0, requires_grad=True)
loss = factor.square()
with torch.no_grad():
    factor.zero_()
loss.backward()
#! RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor []] is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).

# %% forward_in_place
model, inputs = nn.Linear(2, 3), torch.rand(4, 2)
hidden = torch.sigmoid(model(inputs))
hidden += 1
hidden.sum().backward()
#! RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [4, 3]], which is output 0 of Sigmoid, is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).

# %% forward_in_place_cure
hidden = torch.sigmoid(model(inputs))
hidden = hidden + 1
hidden.sum().backward()

# %% step_too_early
network = nn.Sequential(model, nn.Tanh(), nn.Linear(3, 1))
optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
first, second = network(inputs).mean(), network(inputs).square().mean()
first.backward()
optimizer.step()
second.backward()
#! RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: …

# %% step_too_early_cure
first, second = network(inputs).mean(), network(inputs).square().mean()
optimizer.zero_grad()
(first + second).backward()
optimizer.step()

# %% data_silent
factor = torch.tensor(1.0, requires_grad=True)
loss = factor.square()
factor.data.mul_(10)
loss.backward()
print(factor.grad)
#> tensor(20.)

# %% to_numpy
values = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
values.numpy()
#! RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# %% to_numpy_cure
values.detach().cpu().numpy()
#> array([1., 2., 3.], dtype=float32)

# %% exercise_1
frozen = nn.Linear(2, 2).requires_grad_(False)
network = nn.Sequential(frozen, nn.ReLU(), nn.Linear(2, 3))
network(inputs).sum().backward()
print([parameter.grad is None for parameter in network.parameters()])
#> [True, True, False, False]


# %% exercise_2
def why_none(tensor):
    if not tensor.requires_grad:
        return "it is not tracked"
    if not tensor.is_leaf and not tensor.retains_grad:
        return "it is not a leaf"
    if tensor.grad is None:
        return "no backward() yet, or it took no part in the loss"
    return "there is a gradient"


for tensor in (frozen.weight, values * 0.5, forgotten.weight, used.weight):
    print(why_none(tensor))
#> it is not tracked
#> it is not a leaf
#> no backward() yet, or it took no part in the loss
#> there is a gradient

# %% exercise_3
weight = torch.tensor(3.0, requires_grad=True)
for _ in range(2):
    loss = weight**2
    loss.backward()
    with torch.no_grad():
        weight = weight - 0.1 * weight.grad
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% exercise_3_cure
weight = torch.tensor(3.0, requires_grad=True)
for _ in range(2):
    weight.grad = None
    loss = weight**2
    loss.backward()
    with torch.no_grad():
        weight -= 0.1 * weight.grad
print(weight)
#> tensor(1.9200, requires_grad=True)
