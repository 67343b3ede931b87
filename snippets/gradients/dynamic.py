"""A module of one's own whose depth is an argument, and what momentum does for it."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% data
import copy
import random

import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-3, 3, 100).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
held_out = torch.arange(100) % 5 == 2
x_train, y_train = x[~held_out], y[~held_out]
x_test, y_test = x[held_out], y[held_out]


# %% two_layer_net
class TwoLayerNet(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.linear1 = nn.Linear(1, hidden)
        self.linear2 = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.linear2(torch.relu(self.linear1(x)))


torch.manual_seed(0)
model = TwoLayerNet(32)
print(model)
#> TwoLayerNet(
#>   (linear1): Linear(in_features=1, out_features=32, bias=True)
#>   (linear2): Linear(in_features=32, out_features=1, bias=True)
#> )

# %% same_as_sequential
torch.manual_seed(0)
sequential = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
print((model(x) - sequential(x)).abs().max().item())
#> 0.0

# %% train
loss_function = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for _ in range(1, 1001):
    loss = loss_function(model(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{loss.item():.4f}")
#~ 0.0105


# %% dynamic_net
class DynamicNet(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.input_linear = nn.Linear(1, hidden)
        self.middle_linear = nn.Linear(hidden, hidden)
        self.output_linear = nn.Linear(hidden, 1)

    def forward(self, x, repeats):
        h = torch.relu(self.input_linear(x))
        for _ in range(repeats):
            h = torch.relu(self.middle_linear(h))
        return self.output_linear(h)


torch.manual_seed(0)
model = DynamicNet(32)
for repeats in range(4):
    print(repeats, f"{model(x, repeats)[0].item():.4f}")
#> 0 -0.7705
#> 1 -0.5904
#> 2 -0.2065
#> 3 -0.1653


# %% nodes
def count_nodes(node):
    return 1 + sum(
        count_nodes(earlier)
        for earlier, _ in node.next_functions
        if earlier is not None
    )


for repeats in range(4):
    print(repeats, count_nodes(model(x, repeats).grad_fn))
#> 0 9
#> 1 14
#> 2 19
#> 3 24
print(len(list(model.parameters())))
#> 6

# %% depth_both_ends tags=["hidden"]
print("torch:", sorted(set(torch.randint(0, 5, (200,)).tolist())))
#> torch: [0, 1, 2, 3, 4]
print("Python:", sorted({random.randint(0, 3) for _ in range(200)}))
#> Python: [0, 1, 2, 3]

# %% depth_neither tags=["hidden"]
print("torch:", sorted(set(torch.randint(0, 4, (200,)).tolist())))
#> torch: [0, 1, 2, 3]
print("Python:", sorted({random.randrange(0, 3) for _ in range(200)}))
#> Python: [0, 1, 2]

# %% depth_same tags=["hidden"]
print("torch:", sorted(set(torch.randint(0, 3, (200,)).tolist())))
#> torch: [0, 1, 2]
print("Python:", sorted({random.randrange(0, 3) for _ in range(200)}))
#> Python: [0, 1, 2]

# %% depth
torch.manual_seed(0)
random.seed(0)
print("torch:", sorted(set(torch.randint(0, 4, (200,)).tolist())))
#> torch: [0, 1, 2, 3]
print("Python:", sorted({random.randint(0, 3) for _ in range(200)}))
#> Python: [0, 1, 2, 3]

# %% shared_gradient
torch.manual_seed(0)
shared = nn.Linear(3, 3)
first, second = copy.deepcopy(shared), copy.deepcopy(shared)
values = torch.randn(4, 3)

shared(shared(values)).sum().backward()
second(first(values)).sum().backward()
for name, gradient in {
    "first": first.weight.grad,
    "second": second.weight.grad,
    "sum": first.weight.grad + second.weight.grad,
    "shared": shared.weight.grad,
}.items():
    print(f"{name:7}", gradient[0])
#> first   tensor([ 0.3234, -0.3418,  0.5443])
#> second  tensor([ 1.4415, -0.7498, -0.0272])
#> sum     tensor([ 1.7649, -1.0916,  0.5172])
#> shared  tensor([ 1.7649, -1.0916,  0.5172])


# %% train_dynamic
def train(depths, seed=0, lr=0.01, momentum=0.0):
    torch.manual_seed(seed)
    model = DynamicNet(32)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for repeats in depths:
        loss = loss_function(model(x_train, repeats), y_train)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, model


torch.manual_seed(0)
mixed = torch.randint(0, 4, (500,)).tolist()
losses, _ = train(mixed)
print(mixed[:8], [round(loss, 2) for loss in losses[:8]])
#> [0, 3, 1, 0, 3, 3, 3, 3] [1.27, 0.53, 0.44, 0.93, 0.52, 0.52, 0.52, 0.52]

# %% rises
changed = [now != before for before, now in zip(mixed, mixed[1:])]
rises = [now > before for before, now in zip(losses, losses[1:])]
for name, wanted in (("same depth", False), ("another depth", True)):
    chosen = [rise for rise, change in zip(rises, changed) if change == wanted]
    print(f"{name}: the loss rises in {sum(chosen)} of {len(chosen)} steps")
#> same depth: the loss rises in 0 of 131 steps
#> another depth: the loss rises in 189 of 368 steps

# %% momentum
print("last 100 losses, mean of three seeds")
#> last 100 losses, mean of three seeds
print("depth    lr 0.01  lr 0.1  lr 0.01 and momentum 0.9")
#~ depth    lr 0.01  lr 0.1  lr 0.01 and momentum 0.9
table = {}
for name, depths in (
    ("changing", mixed),
    ("always 1", [1] * 500),
    ("always 3", [3] * 500),
):
    table[name] = []
    for lr, momentum in ((0.01, 0.0), (0.1, 0.0), (0.01, 0.9)):
        late = [train(depths, seed, lr, momentum)[0][400:] for seed in range(3)]
        table[name].append(torch.tensor(late).mean().item())
    print(f"{name}  {table[name][0]:.4f}  {table[name][1]:.4f}  {table[name][2]:.4f}")
#~ changing  0.0928  0.0310  0.0128
#~ always 1  0.0542  0.0149  0.0103
#~ always 3  0.0615  0.0126  0.0096

# %% compile
graphs = []


def note_graph(graph_module, example_inputs):
    graphs.append(graph_module)
    return graph_module.forward


compiled = torch.compile(model, backend=note_graph)
for repeats in (0, 1, 2, 3, 3, 3):
    compiled(x, repeats)
    print(repeats, "graphs compiled so far:", len(graphs))
#> 0 graphs compiled so far: 1
#> 1 graphs compiled so far: 2
#> 2 graphs compiled so far: 3
#> 3 graphs compiled so far: 4
#> 3 graphs compiled so far: 4
#> 3 graphs compiled so far: 4


# %% exercise_3
class Forgetful(DynamicNet):
    def forward(self, x, repeats):
        h = torch.relu(self.input_linear(x))
        for _ in range(repeats):
            h = torch.relu(nn.Linear(32, 32)(h))
        return self.output_linear(h)


torch.manual_seed(0)
forgetful = Forgetful(32)
for _ in range(3):
    print(f"{forgetful(x, 2)[0].item():.4f}")
#> -0.2893
#> -0.2980
#> -0.3699

# %% exercise_1
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
middle = model.middle_linear.weight
for repeats in (1, 0):
    before = middle.detach().clone()
    optimizer.zero_grad()
    loss_function(model(x_train, repeats), y_train).backward()
    optimizer.step()
    print(repeats, middle.grad is None, f"{(middle - before).abs().max():.4f}")
#> 1 False 0.0022
#> 0 True 0.0000

# %% exercise_2
for name, depths in (("changing", mixed), ("always 1", [1] * 500)):
    _, trained = train(depths, lr=0.01, momentum=0.9)
    with torch.no_grad():
        errors = [loss_function(trained(x_test, d), y_test).item() for d in range(4)]
    print(name, [f"{error:.3f}" for error in errors])
#~ changing ['0.019', '0.014', '0.014', '0.014']
#~ always 1 ['1.437', '0.012', '0.317', '0.659']

# %% exercise_3_right
with torch.no_grad():
    print(*[f"{model(x, 2)[0].item():.4f}" for _ in range(3)])
#> -0.1485 -0.1485 -0.1485

# %% numbers tags=["hidden"]
parameters = sum(parameter.numel() for parameter in sequential.parameters())
tensors = len(list(model.parameters()))
assert (
    sum(rises) > 100
    and table["changing"][0] > table["changing"][1] > table["changing"][2]
)
for with_plain, with_long, with_momentum in table.values():
    assert with_plain > 1.5 * with_long > 1.5 * with_momentum
ratios = {name: losses[1] / losses[2] for name, losses in table.items()}
assert ratios["changing"] > 1.5 * max(ratios["always 1"], ratios["always 3"])
