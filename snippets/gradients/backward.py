"""What backward() leaves behind: where gradients go, when they add up and when they are None."""

# %% curve
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-3, 3, 100).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
held_out = torch.arange(100) % 5 == 2
x_train, y_train = x[~held_out], y[~held_out]

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
loss_function = nn.MSELoss()
loss = loss_function(model(x_train), y_train)

# %% backward
bias = model[2].bias
print(bias.item(), bias.grad)
#> 0.0882672592997551 None
loss.backward()
print(bias.item(), bias.grad)
#> 0.0882672592997551 tensor([0.2755])
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), tuple(parameter.grad.shape))
#> 0.weight (32, 1) (32, 1)
#> 0.bias (32,) (32,)
#> 2.weight (1, 32) (1, 32)
#> 2.bias (1,) (1,)


# %% slope
def loss_at(nudge):
    # ko: 마지막 편향을 늘리면 모든 예측이 그만큼 커집니다.
    # en: Raising the last bias raises every prediction by as much.
    with torch.no_grad():
        return loss_function(model(x_train) + nudge, y_train).item()


slope = (loss_at(0.01) - loss_at(-0.01)) / 0.02
print(f"slope {slope:.4f}, grad {bias.grad.item():.4f}")
#> slope 0.2755, grad 0.2755

# %% replaced tags=["hidden"]
w_replaced = torch.tensor(3.0, requires_grad=True)
w_replaced.square().backward()
w_replaced.grad = None
w_replaced.square().backward()
print(w_replaced.grad)
#> tensor(6.)

# %% squared_twice tags=["hidden"]
w_fourth = torch.tensor(3.0, requires_grad=True)
w_fourth.square().square().backward()
print(w_fourth.grad)
#> tensor(108.)

# %% value_added tags=["hidden"]
print(torch.tensor(3.0).square() * 2)
#> tensor(18.)

# %% accumulate
w = torch.tensor(3.0, requires_grad=True)
w.square().backward()
w.square().backward()
print(w.grad)
#> tensor(12.)

# %% halves
model.zero_grad()
for part in (slice(0, 40), slice(40, 80)):
    half_loss = loss_function(model(x_train[part]), y_train[part]) / 2
    half_loss.backward()
print(f"{bias.grad.item():.4f}")
#> 0.2755

# %% clear
model.zero_grad()
print(bias.grad)
#> None
loss = loss_function(model(x_train), y_train)
loss.backward()
print(f"{bias.grad.item():.4f}")
#> 0.2755
model.zero_grad(set_to_none=False)
print(bias.grad)
#> tensor([0.])

# %% second_backward
loss.backward()
#! RuntimeError: Trying to backward through the graph a second time …

# %% sum_twice
v = torch.ones(3, requires_grad=True)
total = v.sum()
total.backward()
total.backward()
print(v.grad)
#> tensor([2., 2., 2.])

# %% leaf
plain = torch.ones(2) * 3
made = torch.ones(2, requires_grad=True)
computed = made * 3
for name, tensor in (("plain", plain), ("made", made), ("computed", computed)):
    print(f"{name:8} requires_grad {tensor.requires_grad}, is_leaf {tensor.is_leaf}")
#> plain    requires_grad False, is_leaf True
#> made     requires_grad True, is_leaf True
#> computed requires_grad True, is_leaf False

trapped = torch.randn(3, requires_grad=True) * 0.1
trapped.sum().backward()
print(trapped.grad)
#> None
#! UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor …

right = (torch.randn(3) * 0.1).requires_grad_()
right.sum().backward()
print(right.grad)
#> tensor([1., 1., 1.])

# %% ask_for_input_grad
print(x_train.requires_grad, x_train.is_leaf, x_train.grad)
#> False True None

asked = torch.tensor([[1.0]], requires_grad=True)
model(asked).backward()
print(f"{asked.grad.item():.4f}")
#> 0.0097

# %% needs_scalar
model(x_train).backward()
#! RuntimeError: grad can be implicitly created only for scalar outputs

# %% given_gradient
def both(a):
    return torch.stack([a[0] * a[1], a[0] + a[1]])


a = torch.tensor([1.0, 2.0], requires_grad=True)
both(a).backward(torch.tensor([10.0, 1.0]))
print(a.grad)
#> tensor([21., 11.])

a.grad = None
(10.0 * both(a)[0] + 1.0 * both(a)[1]).backward()
print(a.grad)
#> tensor([21., 11.])
print(torch.autograd.functional.jacobian(both, a))
#> tensor([[2., 1.],
#>         [1., 1.]])

# %% walk
loss = loss_function(model(x_train), y_train)
print(hasattr(model, "forward"), hasattr(model, "backward"))
#> True False
print(loss.grad_fn)
#> <MseLossBackward0 object at 0x…>

print(loss.grad_fn.next_functions)
#> ((<AddmmBackward0 object at 0x…>, 0), (None, 0))
last_layer = loss.grad_fn.next_functions[0][0]
for edge in last_layer.next_functions:
    print(edge)
#> (<AccumulateGrad object at 0x…>, 0)
#> (<ReluBackward0 object at 0x…>, 0)
#> (<TBackward0 object at 0x…>, 0)

to_bias, to_relu, to_transpose = (node for node, _ in last_layer.next_functions)
to_weight = to_transpose.next_functions[0][0]
print(tuple(to_bias.variable.shape), tuple(to_weight.variable.shape))
#> (1,) (1, 32)

# %% after
model.zero_grad()
print(model[0].bias.grad)
#> None

loss.backward()
print(model[0].bias.grad[:4])
#> tensor([0.0000, 0.0137, 0.0058, 0.0281])
off = (model[0](x_train) <= 0).all(dim=0)
print(off.nonzero().squeeze().tolist())
#> [0, 11, 25]
print((model[0].bias.grad == 0).nonzero().squeeze().tolist())
#> [0, 11, 25]

print(type(model[2].bias), model[2].bias.requires_grad)
#> <class 'torch.nn.parameter.Parameter'> True
print(type(model[2].bias.grad))
#> <class 'torch.Tensor'>

# %% exercise_3
detached_error = (model(x_train) - y_train).detach()
loss = detached_error.square().mean()
loss.backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% exercise_1
c = torch.tensor(4.0, requires_grad=True)
product = c * c.detach()
product.backward()
print(c.grad)
#> tensor(4.)

# %% exercise_2
whole = loss_function(model(x_train), y_train)
(gradient,) = torch.autograd.grad(whole, model[2].bias)
print(f"{gradient.item():.4f}", f"{model[2].bias.grad.item():.4f}")
#> 0.2755 0.2755

model.zero_grad()
for part in (slice(0, 20), slice(20, 80)):
    share = len(x_train[part]) / len(x_train)
    (share * loss_function(model(x_train[part]), y_train[part])).backward()
print(f"{model[2].bias.grad.item():.4f}")
#> 0.2755

