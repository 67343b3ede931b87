"""Errors of backward, each with all its usual causes and their cures."""

# %% whole_number
import torch
from torch import nn

torch.tensor(3, requires_grad=True)
#! RuntimeError: Only Tensors of floating point and complex dtype can require gradients

# %% whole_number_cure
weight = torch.tensor(3.0, requires_grad=True)
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

# %% unreduced
loss_fn = nn.MSELoss(reduction="none")
loss_fn(values, torch.zeros(3)).backward()
#! RuntimeError: grad can be implicitly created only for scalar outputs

# %% unreduced_cure
loss_fn(values, torch.zeros(3)).mean().backward()

# %% argmax_in_loss
torch.manual_seed(0)
model = nn.Linear(2, 3)
inputs, labels = torch.rand(4, 2), torch.tensor([0, 1, 2, 0])
chosen = model(inputs).argmax(dim=1)
nn.functional.mse_loss(chosen.float(), labels.float()).backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% rebuilt
losses = [nn.functional.cross_entropy(model(inputs), labels).item() for _ in range(2)]
torch.tensor(losses).mean().backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% inside_no_grad
with torch.no_grad():
    loss = nn.functional.cross_entropy(model(inputs), labels)
loss.backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% all_frozen
frozen = nn.Linear(2, 3).requires_grad_(False)
nn.functional.cross_entropy(frozen(inputs), labels).backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% number_backward
loss = nn.functional.cross_entropy(model(inputs), labels).item()
loss.backward()
#! AttributeError: 'float' object has no attribute 'backward'

# %% cut_cure
loss = nn.functional.cross_entropy(model(inputs), labels)
print(loss.requires_grad, type(loss.grad_fn).__name__)
#> True NllLossBackward0
loss.backward()

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

# %% shared
shared = weight.exp()
first, second = shared**2, shared**3
first.backward()
second.backward()
#! RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# %% shared_cure
weight.grad = None
shared = weight.exp()
(shared**2 + shared**3).backward()
print(f"{weight.grad:.0f}")
#> 25116

# %% carried
state = torch.zeros(())
for _ in range(2):
    state = torch.tanh(weight * state + 1)
    (state**2).backward()
#! RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# %% carried_cure
state = torch.zeros(())
for _ in range(2):
    state = torch.tanh(weight * state.detach() + 1)
    (state**2).backward()
print(f"{state:.3f}")
#> 0.997

# %% exercise_1
frozen_part = frozen(inputs)
print((model(inputs) + frozen_part).requires_grad)
#> True
print((model(inputs).detach() + frozen_part).requires_grad)
#> False


# %% exercise_2
def road(tensor):
    step, names = tensor.grad_fn, []
    while step is not None:
        names.append(step.name())
        before = [source for source, _ in step.next_functions if source is not None]
        step = before[-1] if before else None
    return names


print(road(model(inputs).relu().sum()))
#> ['SumBackward0', 'ReluBackward0', 'AddmmBackward0', 'TBackward0', 'torch::autograd::AccumulateGrad']
print(road(model(inputs).detach().relu().sum()))
#> []

# %% exercise_3
total = 0
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2):
    total = total + nn.functional.cross_entropy(model(inputs), labels)
    total.backward()
#! RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# %% exercise_3_cure
total = 0
for _ in range(2):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(inputs), labels)
    loss.backward()
    optimizer.step()
    total += loss.item()
print(type(total).__name__)
#> float
