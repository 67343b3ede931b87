"""Updating the weights: by hand, under no_grad, and with torch.optim."""

# %% network
import copy
from itertools import pairwise

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn, optim


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=3)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=3)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


torch.manual_seed(0)
net = Net()
image = torch.randn(1, 1, 32, 32)
target = torch.randn(1, 10)
criterion = nn.MSELoss()

# %% no_gradient_yet
learning_rate = 0.01
learning_rate * net.conv1.bias.grad
#! TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'

# %% backward
# ko: 같은 출발점에서 시작하도록 미리 복사해 둡니다.
# en: Copies made now, so that all start from the same weights.
start = copy.deepcopy(net)
twin = copy.deepcopy(net)

for model in (net, twin):
    loss = criterion(model(image), target)
    loss.backward()
print(f"loss {loss.item():.4f}")
#> loss 1.0354

# %% by_hand
gradient_before = net.conv1.bias.grad.clone()
with torch.no_grad():
    for number, parameter in enumerate(net.parameters(), start=1):
        parameter.sub_(learning_rate * parameter.grad)
        print(number, list(parameter.shape))
#> 1 [6, 1, 3, 3]
#> 2 [6]
#> 3 [16, 6, 3, 3]
#> 4 [16]
#> 5 [120, 576]
#> 6 [120]
#> 7 [84, 120]
#> 8 [84]
#> 9 [10, 84]
#> 10 [10]

# %% rule_holds
new, old, gradient = net.conv1.bias, start.conv1.bias, net.conv1.bias.grad
torch.testing.assert_close(new, old - 0.01 * gradient)
print(f"loss {loss.item():.4f} -> {criterion(net(image), target).item():.4f}")
#> loss 1.0354 -> 1.0052

# %% types
first_parameter = next(net.parameters())
print(type(first_parameter))
#> <class 'torch.nn.parameter.Parameter'>
print(type(first_parameter.grad))
#> <class 'torch.Tensor'>
print(first_parameter is net.conv1.weight)
#> True
print(torch.equal(net.conv1.bias.grad, gradient_before))
#> True

# %% leaf_in_place
net.conv1.bias.sub_(learning_rate * net.conv1.bias.grad)
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% not_in_place
bias = net.conv1.bias
bias = bias - learning_rate * bias.grad
print(bias is net.conv1.bias, bias.grad_fn.name(), type(bias).__name__)
#> False SubBackward0 Tensor

# %% data_hides
weight = torch.tensor(1.0, requires_grad=True)
square = weight**2
weight.data.mul_(10)
square.backward()
print(weight.grad)
#> tensor(20.)

# %% no_grad_tells
weight = torch.tensor(1.0, requires_grad=True)
square = weight**2
with torch.no_grad():
    weight.mul_(10)
print(weight)
#> tensor(10., requires_grad=True)
square.backward()
#! RuntimeError: one of the variables needed for gradient computation has been …

# %% sgd
optimizer = optim.SGD(twin.parameters(), lr=0.01)
optimizer.step()

by_optimizer, by_hand = list(twin.parameters()), list(net.parameters())
torch.testing.assert_close(by_optimizer, by_hand)
print(len(by_optimizer), "parameters agree")
#> 10 parameters agree

# %% stop
optimizer.stop()
#! AttributeError: 'SGD' object has no attribute 'stop'…

# %% optimizers
for algorithm in (optim.SGD, optim.RMSprop, optim.Adam):
    weight = torch.tensor(2.0, requires_grad=True)
    optimizer = algorithm([weight], lr=0.01)
    (weight**2).backward()
    optimizer.step()
    own_step = "step" in vars(algorithm)
    print(f"{algorithm.__name__:8}{own_step}  {weight.item() - 2:.4f}")
#> SGD     True  -0.0400
#> RMSprop True  -0.1000
#> Adam    True  -0.0100

# %% loop
net = copy.deepcopy(start)
optimizer = optim.SGD(net.parameters(), lr=0.01)
losses = []
for step in range(20):
    #*
    optimizer.zero_grad()
    output = net(image)
    loss = criterion(output, target)
    #*
    loss.backward()
    #*
    optimizer.step()
    losses.append(loss.item())
    if step % 5 == 4:
        print(f"step {step:2}: loss {loss.item():.4f}")
#> step  4: loss 0.9196
#> step  9: loss 0.7871
#> step 14: loss 0.6296
#> step 19: loss 0.4265
assert all(later < earlier for earlier, later in pairwise(losses))

# %% forgotten
net = copy.deepcopy(start)
optimizer = optim.SGD(net.parameters(), lr=0.01)
piling_up = []
for _ in losses:
    # ko: optimizer.zero_grad()를 일부러 뺐습니다.
    # en: optimizer.zero_grad() is left out on purpose.
    loss = criterion(net(image), target)
    loss.backward()
    optimizer.step()
    piling_up.append(loss.item())

assert piling_up[:2] == losses[:2]
rises = [later > earlier for earlier, later in pairwise(piling_up)]
turn = rises.index(True)
print(f"after step {turn} the loss rises again")
#> after step 9 the loss rises again

# %% curves
figure, axes = plt.subplots(figsize=(6.0, 3.0), layout="constrained")
axes.plot(losses, "o-", label="zero_grad() in every step")
axes.plot(piling_up, "s--", label="zero_grad() forgotten")
axes.set(xlabel="step", ylabel="loss")
axes.xaxis.get_major_locator().set_params(integer=True)
axes.legend()
# alt-ko: 손실 곡선 두 개. 기울기를 매번 비우면 {losses[0]:.1f}에서 {losses[19]:.1f}까지 계속
# alt-ko: 줄고, 비우지 않으면 {turn}번째 단계까지 빠르게 줄다가 다시 늘어납니다.
# alt-en: Two curves of the loss. With cleared gradients it falls steadily from
# alt-en: {losses[0]:.1f} to {losses[19]:.1f}; without, it falls fast until step {turn}
# alt-en: and then rises again.

# %% exercise_1
weight = torch.tensor(1.0, requires_grad=True)
by_hand = torch.tensor(1.0, requires_grad=True)
optimizer = optim.SGD([weight], lr=0.1, momentum=0.9)
velocity = 0.0
for _ in range(3):
    optimizer.zero_grad()
    (weight**2).backward()
    optimizer.step()

    by_hand.grad = None
    (by_hand**2).backward()
    with torch.no_grad():
        velocity = 0.9 * velocity + by_hand.grad
        by_hand.sub_(0.1 * velocity)
    print(f"{weight.item():.4f} {by_hand.item():.4f}")
#> 0.8000 0.8000
#> 0.4600 0.4600
#> 0.0620 0.0620

# %% exercise_2
images, targets = torch.randn(8, 1, 32, 32), torch.randn(8, 10)


def bias_gradient(some_images, some_targets):
    net.zero_grad()
    criterion(net(some_images), some_targets).backward()
    return net.conv1.bias.grad


whole = bias_gradient(images, targets)
single = [bias_gradient(images[[i]], targets[[i]]) for i in range(len(images))]
torch.testing.assert_close(whole, torch.stack(single).mean(dim=0))
print(len(single), "single gradients, one mean")
#> 8 single gradients, one mean

# %% exercise_3
net = copy.deepcopy(start)
optimizer = optim.SGD(net.fc3.parameters(), lr=0.01)
criterion(net(image), target).backward()
optimizer.step()
for name, parameter in net.named_parameters():
    if not torch.equal(parameter, start.get_parameter(name)):
        print(name)
#> fc3.weight
#> fc3.bias
