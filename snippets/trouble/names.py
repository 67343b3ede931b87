"""Names, calls and arguments that do not fit, each with its cause and its cure."""

# %% loss_with_data
import torch
from torch import nn

outputs, labels = torch.zeros(4, 3), torch.tensor([0, 1, 2, 0])
nn.CrossEntropyLoss(outputs, labels)
#! RuntimeError: Boolean value of Tensor with more than one value is ambiguous

# %% loss_with_data_cure
loss_fn = nn.CrossEntropyLoss()
print(loss_fn(outputs, labels).shape)
#> torch.Size([])

# %% class_kept
model = nn.ReLU
torch.optim.SGD(model.parameters())
#! TypeError: Module.parameters() missing 1 required positional argument: 'self'

# %% class_called
nn.Linear(torch.ones(4, 2))
#! TypeError: Linear.__init__() missing 1 required positional argument: 'out_features'

# %% class_kept_cure
model = nn.Linear(2, 3)
optimizer = torch.optim.SGD(model.parameters())
print(model(torch.ones(4, 2)).shape)
#> torch.Size([4, 3])

# %% name_reused
loss = nn.MSELoss()
for _ in range(2):
    loss = loss(torch.zeros(3), torch.ones(3))
#! TypeError: 'Tensor' object is not callable

# %% name_reused_cure
loss_fn = nn.MSELoss()
for _ in range(2):
    loss = loss_fn(torch.zeros(3), torch.ones(3))
print(loss)
#> tensor(1.)

# %% one_argument
nn.Sequential(nn.Linear(2, 3))(torch.ones(4, 2), labels)
#! TypeError: Sequential.forward() takes 2 positional arguments but 3 were given

# %% one_argument_cure
nn.Sequential(nn.Linear(2, 3))(torch.ones(4, 2)).shape
#> torch.Size([4, 3])

# %% no_such_name
optimizer.stop()
#! AttributeError: 'SGD' object has no attribute 'stop'…

# %% no_underscore
weight = torch.ones(2)
weight.zero()
#! AttributeError: 'Tensor' object has no attribute 'zero'…

# %% not_defined
optimiser.step()
#! NameError: name 'optimiser' is not defined

# %% names_cure
optimizer.step()
weight.zero_()
print([name for name in dir(optimizer) if name.startswith("st")])
#> ['state', 'state_dict', 'step']

# %% exercise_1
values = torch.tensor([3.0, 1.0])
values.add(1)
values.mul_(2)
print(values)
#> tensor([6., 2.])

# %% exercise_1_both tags=["hidden"]
print((torch.tensor([3.0, 1.0]) + 1) * 2)
#> tensor([8., 4.])

# %% exercise_1_neither tags=["hidden"]
print(torch.tensor([3.0, 1.0]))
#> tensor([3., 1.])

# %% exercise_2
import difflib


def did_you_mean(thing, name):
    return difflib.get_close_matches(name, dir(thing), n=3)


print(did_you_mean(optimizer, "zerograd"), did_you_mean(torch, "arrange"))
#> ['zero_grad'] ['arange', 'range', 'angle']

# %% exercise_3
max = torch.tensor([1.0, 5.0]).max()
max(2, 3)
#! TypeError: 'Tensor' object is not callable

# %% exercise_3_cure
del max
largest = torch.tensor([1.0, 5.0]).max()
print(largest, max(2, 3))
#> tensor(5.) 3
