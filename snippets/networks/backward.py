"""Backward through the network: the loss, the graph and the gradients."""

# %% network
import copy

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn


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
out = net(image)
print("backward" in vars(Net), out.grad_fn.name())
#> False AddmmBackward0

# %% needs_scalar
out.backward()
#! RuntimeError: grad can be implicitly created only for scalar outputs

# %% given_gradient
direction = torch.randn(1, 10)
net.zero_grad()
out.backward(direction)
given = net.conv1.bias.grad

net.zero_grad()
(net(image) * direction).sum().backward()
summed = net.conv1.bias.grad
print(given)
#> tensor([ 0.0459,  0.0567,  0.0638,  0.0352, -0.0452,  0.0229])
torch.testing.assert_close(given, summed)

# %% second_time
out.backward(direction)
#! RuntimeError: Trying to backward through the graph a second time …

# %% input_grad
print(image.is_leaf, image.requires_grad, image.grad)
#> True False None

# %% ask_for_input_grad
tracked_image = image.clone().requires_grad_()
net(tracked_image).sum().backward()
touched = tracked_image.grad.count_nonzero().item()
print(tuple(tracked_image.grad.shape), touched)
#> (1, 1, 32, 32) 900

# %% not_a_leaf
hidden = net.conv1(image)
hidden.sum().backward()
print(hidden.is_leaf, hidden.requires_grad, hidden.grad)
#> False True None
#! UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor …

# %% retain_grad
hidden = net.conv1(image)
hidden.retain_grad()
hidden.sum().backward()
print(tuple(hidden.grad.shape), hidden.grad.unique())
#> (1, 6, 30, 30) tensor([1.])

# %% target
target = torch.randn(10)
print(tuple(target.unsqueeze(1).shape), tuple(target.unsqueeze(0).shape))
#> (10, 1) (1, 10)

target = target.view(1, -1)
out = net(image)
print(out.shape, target.shape)
#> torch.Size([1, 10]) torch.Size([1, 10])
assert out.shape == target.shape

# %% loss
criterion = nn.MSELoss()
loss = criterion(out, target)
print(type(loss), loss.shape)
#> <class 'torch.Tensor'> torch.Size([])
print(loss)
#> tensor(1.0002, grad_fn=<MseLossBackward0>)
print(f"{loss.item():.4f}")
#> 1.0002
torch.testing.assert_close(loss, ((out - target) ** 2).mean())

# %% wrong_target
wrong_loss = criterion(out, target.view(10, 1))
#! UserWarning: Using a target size (torch.Size([10, 1])) that is different to …
print(torch.broadcast_shapes((1, 10), (10, 1)))
#> torch.Size([10, 10])
print(f"{loss.item():.4f} {wrong_loss.item():.4f}")
#> 1.0002 0.9298
assert torch.isclose(wrong_loss, ((out - target.T) ** 2).sum() / 100)

# %% walk
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
print(last_layer.next_functions[1][0])
#> <ReluBackward0 object at 0x…>

# %% three_edges
to_bias, to_relu, to_transpose = (node for node, _ in last_layer.next_functions)
to_weight = to_transpose.next_functions[0][0]
print(to_bias.variable is net.fc3.bias, to_weight.variable is net.fc3.weight)
#> True True

# %% chain
PATH = ("Addmm", "Relu", "View", "MaxPool2D", "Convolution")


def next_on_path(node):
    for candidate, _ in node.next_functions:
        if candidate is not None and candidate.name().startswith(PATH):
            return candidate


chain = [loss.grad_fn]
while following := next_on_path(chain[-1]):
    chain.append(following)
for node in chain:
    print(node.name())
#> MseLossBackward0
#> AddmmBackward0
#> ReluBackward0
#> AddmmBackward0
#> ReluBackward0
#> AddmmBackward0
#> ViewBackward0
#> MaxPool2DWithIndicesBackward0
#> ReluBackward0
#> ConvolutionBackward0
#> MaxPool2DWithIndicesBackward0
#> ReluBackward0
#> ConvolutionBackward0

# %% leaves
names = {parameter: name for name, parameter in net.named_parameters()}


def parameters_at(node):
    found = []
    for edge, _ in node.next_functions:
        if edge is not None and edge.name() == "TBackward0":
            edge = edge.next_functions[0][0]
        if hasattr(edge, "variable"):
            found.append(names[edge.variable])
    return found


for node in chain:
    if parameters_at(node):
        print(node.name(), *parameters_at(node))
#> AddmmBackward0 fc3.bias fc3.weight
#> AddmmBackward0 fc2.bias fc2.weight
#> AddmmBackward0 fc1.bias fc1.weight
#> ConvolutionBackward0 conv2.weight conv2.bias
#> ConvolutionBackward0 conv1.weight conv1.bias
print(chain[-1].next_functions[0])
#> (None, 0)

# %% graph
node_count = len(chain)
labels = [node.name().removesuffix("Backward0") for node in chain]

figure, axes = plt.subplots(figsize=(5.0, 3.6), layout="constrained")
axes.plot([0] * node_count, range(node_count), "v-", color="C0")
axes.set_yticks(range(node_count), labels)
axes.invert_yaxis()
# ko: 매개변수가 매달린 노드에서 오른쪽으로 선을 긋습니다.
# en: A line to the right from each node that parameters hang on.
rows = [row for row, node in enumerate(chain) if parameters_at(node)]
axes.hlines(rows, 0, 1, color="C1")
right = axes.secondary_yaxis("right")
right.set_yticks(rows, [", ".join(parameters_at(chain[row])) for row in rows])
axes.set(xticks=[])
axes.spines[:].set_visible(False)
right.spines[:].set_visible(False)
path = ", ".join(labels)
# alt-ko: 손실에서 거꾸로 이어지는 노드 {node_count}개의 그림: {path}.
# alt-ko: Addmm과 Convolution 옆에는 그 노드에 매달린 가중치와 편향의 이름이 있습니다.
# alt-en: The {node_count} nodes that follow each other back from the loss: {path}.
# alt-en: Next to Addmm and Convolution stand the weight and bias that hang on them.

# %% before
net.zero_grad()
print(net.conv1.bias.grad)
#> None

# %% after
loss.backward()
print(net.conv1.bias.grad)
#> tensor([ 0.0008, -0.0017, -0.0003,  0.0074,  0.0122, -0.0110])
print(all(parameter.grad is not None for parameter in net.parameters()))
#> True

# %% bias
print(net.conv1.bias)
#> Parameter containing:
#> tensor([ 0.2235, -0.1963,  0.0621, -0.2584, -0.2310, -0.1722],
#>        requires_grad=True)
print(type(net.conv1.bias.grad), net.conv1.bias.grad.shape == net.conv1.bias.shape)
#> <class 'torch.Tensor'> True

# %% slope
precise = copy.deepcopy(net).double()
precise.zero_grad()


def loss_at(step):
    with torch.no_grad():
        precise.conv1.bias[4] += step
        value = criterion(precise(image.double()), target.double())
        precise.conv1.bias[4] -= step
    return value


nudge = 1e-6
slope = (loss_at(nudge) - loss_at(-nudge)) / (2 * nudge)
print(f"slope {slope:.5f}, gradient {net.conv1.bias.grad[4]:.5f}")
#> slope 0.01218, gradient 0.01218
assert torch.isclose(slope, net.conv1.bias.grad[4].double(), rtol=1e-3)

# %% accumulate
net.zero_grad()
for times in (1, 2, 3):
    criterion(net(image), target).backward()
    if times == 1:
        first = net.conv1.bias.grad.clone()
    ratio = (net.conv1.bias.grad / first).mean()
    print(f"after backward {times}: {ratio:.1f} times the first")
#> after backward 1: 1.0 times the first
#> after backward 2: 2.0 times the first
#> after backward 3: 3.0 times the first

# %% zero_grad
net.zero_grad(set_to_none=False)
print(net.conv1.bias.grad)
#> tensor([0., 0., 0., 0., 0., 0.])

net.zero_grad()
print(net.conv1.bias.grad)
#> None

fresh = Net()
fresh.zero_grad(set_to_none=False)
print(fresh.conv1.bias.grad)
#> None

# %% exercise_1
graph_kept = criterion(net(image), target)
graph_kept.backward(retain_graph=True)
graph_kept.backward()
print(torch.allclose(net.conv1.bias.grad, 2 * first))
#> True

# %% exercise_2
(by_function,) = torch.autograd.grad(criterion(net(image), target), net.conv1.bias)
torch.testing.assert_close(by_function, first)
print(torch.allclose(net.conv1.bias.grad, 2 * first))
#> True

# %% exercise_3
used = tracked_image.grad[0, 0].nonzero()
print(used.min().item(), used.max().item())
#> 0 29

for edge in (30, 29):
    changed = image.clone()
    changed[..., edge:, :] = 100.0
    changed[..., edge:] = 100.0
    print(edge, torch.equal(net(changed), net(image)))
#> 30 True
#> 29 False
