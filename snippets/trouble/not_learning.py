"""A model that does not learn: by symptom, each with the run that shows it and the run without it."""

# %% healthy
import torch
from torch import nn

torch.manual_seed(0)
inputs = torch.randn(600, 2)
radius = inputs.norm(dim=1)
labels = (radius > 0.8).long() + (radius > 1.5).long()


def make_model(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))


def train(model, optimizer, inputs, labels, updates=100):
    losses = []
    for _ in range(updates):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(inputs), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
losses = train(model, optimizer, inputs, labels)
print(f"{losses[0]:.1f} {losses[-1]:.1f}")
#> 1.1 0.2

# %% gallery
import matplotlib.pyplot as plt

curves = {"falls": losses}

model = make_model()
stranger = torch.optim.Adam(make_model().parameters(), lr=0.01)
curves["flat"] = train(model, stranger, inputs, labels)

model = make_model()
optimizer = torch.optim.SGD(model.parameters(), lr=10)
curves["wild"] = train(model, optimizer, inputs, labels)

mixed = inputs[torch.randperm(len(inputs))]
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
curves["stuck"] = train(model, optimizer, mixed, labels)

last = {name: round(curve[-1], 1) for name, curve in curves.items()}
print(last)
#~ {'falls': 0.2, 'flat': 1.1, 'wild': 2.1, 'stuck': 1.0}

# alt-ko: 손실 곡선 네 개. falls는 {curves[falls][0]:.1f}에서 {last[falls]}까지 내려가고, flat은 한 값에 머물고, wild는 위아래로 크게 뛰고, stuck은 조금 내려가다 {last[stuck]} 근처에 머뭅니다.
# alt-en: Four loss curves. "falls" goes down from {curves[falls][0]:.1f} to {last[falls]}, "flat" stays where it is, "wild" jumps up and down, "stuck" falls a little and stays near {last[stuck]}.
figure, axes = plt.subplots(2, 2, figsize=(6, 4.6), sharex=True)
for axis, (name, curve) in zip(axes.flat, curves.items()):
    axis.plot(curve)
    axis.set_title(name)
    axis.set_ylim(0, max(1.5, 1.05 * max(curve)))
figure.supxlabel("update")
figure.supylabel("loss")
figure.tight_layout()


# %% what_moved
def what_moved(model, optimizer, inputs, labels):
    before = [parameter.detach().clone() for parameter in model.parameters()]
    train(model, optimizer, inputs, labels, updates=1)
    for (name, parameter), old in zip(model.named_parameters(), before):
        gradient = "None"
        if parameter.grad is not None:
            gradient = f"{parameter.grad.norm():.0e}"
        moved = (parameter.detach() - old).norm() / old.norm()
        print(f"{name:9} gradient {gradient:5}  moved {moved:.0e}")


model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
what_moved(model, optimizer, inputs, labels)
#> 0.weight  gradient 7e-02  moved 2e-02
#> 0.bias    gradient 4e-02  moved 2e-02
#> 2.weight  gradient 4e-01  moved 1e-01
#> 2.bias    gradient 7e-02  moved 1e-01

# %% other_optimizer
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
model = make_model(seed=1)
what_moved(model, optimizer, inputs, labels)
#> 0.weight  gradient 8e-02  moved 0e+00
#> 0.bias    gradient 5e-02  moved 0e+00
#> 2.weight  gradient 3e-01  moved 0e+00
#> 2.bias    gradient 1e-01  moved 0e+00

# %% other_optimizer_cure
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print(f"{train(model, optimizer, inputs, labels)[-1]:.1f}")
#> 0.2


# %% cut
class Cut(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 32)
        self.head = nn.Linear(32, 3)

    def forward(self, inputs):
        hidden = self.body(inputs).relu()
        return self.head(hidden.detach())


torch.manual_seed(0)
cut = Cut()
what_moved(cut, torch.optim.Adam(cut.parameters(), lr=0.01), inputs, labels)
#> body.weight gradient None   moved 0e+00
#> body.bias gradient None   moved 0e+00
#> head.weight gradient 4e-01  moved 1e-01
#> head.bias gradient 7e-02  moved 1e-01


# %% cut_cure
class Whole(Cut):
    def forward(self, inputs):
        hidden = self.body(inputs).relu()
        return self.head(hidden)


for network in (Cut, Whole):
    torch.manual_seed(0)
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = train(model, optimizer, inputs, labels)
    print(f"{network.__name__:5} {losses[-1]:.1f}")
#> Cut   0.6
#> Whole 0.2


# %% dead
def count_dead(model, inputs):
    with torch.no_grad():
        hidden = model[:2](inputs)
    return (hidden.amax(dim=0) == 0).sum().item()


dead = make_model()
optimizer = torch.optim.SGD(dead.parameters(), lr=10)
train(dead, optimizer, inputs, labels, updates=20)
print(count_dead(dead, inputs), "of 32 units are dead")
#> 32 of 32 units are dead
what_moved(dead, optimizer, inputs, labels)
#~ 0.weight  gradient 0e+00  moved 0e+00
#~ 0.bias    gradient 0e+00  moved 0e+00
#~ 2.weight  gradient 0e+00  moved 0e+00
#~ 2.bias    gradient 5e-01  moved 3e+00

# %% dead_cure
for rate in (10, 1):
    for seed in range(3):
        model = make_model(seed)
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        train(model, optimizer, inputs, labels, updates=20)
        print(f"rate {rate}: {count_dead(model, inputs)} of 32 units are dead")
#> rate 10: 32 of 32 units are dead
#> rate 10: 22 of 32 units are dead
#> rate 10: 31 of 32 units are dead
#> rate 1: 0 of 32 units are dead
#> rate 1: 1 of 32 units are dead
#> rate 1: 1 of 32 units are dead

# %% tiny_steps
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-6)
what_moved(model, optimizer, inputs, labels)
#> 0.weight  gradient 7e-02  moved 3e-06
#> 0.bias    gradient 4e-02  moved 2e-06
#> 2.weight  gradient 4e-01  moved 1e-05
#> 2.bias    gradient 7e-02  moved 1e-05


# %% no_zero_grad
def train_without_zero_grad(model, optimizer, inputs, labels, updates=100):
    losses = []
    for _ in range(updates):
        loss = nn.functional.cross_entropy(model(inputs), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


for function in (train_without_zero_grad, train):
    for seed in range(3):
        model = make_model(seed)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        losses = function(model, optimizer, inputs, labels)
        print(*(f"{loss:.1f}" for loss in [*losses[::20], losses[-1]]))
#~ 1.1 0.8 0.6 0.5 0.9 1.2
#~ 1.1 0.9 0.6 0.6 0.7 1.3
#~ 1.2 0.9 0.7 0.8 0.7 1.0
#~ 1.1 0.8 0.5 0.3 0.3 0.2
#~ 1.1 0.8 0.5 0.4 0.3 0.2
#~ 1.2 0.8 0.6 0.4 0.3 0.2

# %% one_class
with torch.no_grad():
    predicted = dead(inputs).argmax(dim=1)
predicted.bincount(minlength=3)
#> tensor([  0, 600,   0])

# %% one_class_shares tags=["hidden"]
labels.bincount(minlength=3)
#> tensor([166, 243, 191])

# %% one_class_even tags=["hidden"]
(torch.arange(600) % 3).bincount(minlength=3)
#> tensor([200, 200, 200])


# %% mixed_up
def accuracy(model, inputs, labels):
    with torch.no_grad():
        return (model(inputs).argmax(dim=1) == labels).float().mean().item()


print(f"share of the largest class: {labels.bincount().max() / len(labels):.2f}")
#> share of the largest class: 0.41
for name, features in (("in order", inputs), ("mixed up", mixed)):
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = train(model, optimizer, features, labels)
    print(f"{name}: {losses[-1]:.1f}, {accuracy(model, features, labels):.2f}")
#> in order: 0.2, 0.98
#> mixed up: 1.0, 0.44

# %% mixed_up_cure
order = torch.randperm(len(inputs))
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
losses = train(model, optimizer, inputs[order], labels[order])
print(f"{losses[-1]:.1f}")
#> 0.2

# %% other_scale
torch.manual_seed(1)
new_inputs = torch.randn(600, 2)
new_radius = new_inputs.norm(dim=1)
new_labels = (new_radius > 0.8).long() + (new_radius > 1.5).long()

centimetres, new_centimetres = 100 + 50 * inputs, 100 + 50 * new_inputs
mean, std = centimetres.mean(dim=0), centimetres.std(dim=0)

model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
train(model, optimizer, (centimetres - mean) / std, labels)
print(f"training         {accuracy(model, (centimetres - mean) / std, labels):.2f}")
#> training         0.98
print(f"validation, raw  {accuracy(model, new_centimetres, new_labels):.2f}")
#> validation, raw  0.35

# %% other_scale_cure
print(f"{accuracy(model, (new_centimetres - mean) / std, new_labels):.2f}")
#> 0.95

# %% by_heart
for size in (15, 600):
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    train(model, optimizer, inputs[:size], labels[:size], updates=300)
    seen = accuracy(model, inputs[:size], labels[:size])
    unseen = accuracy(model, new_inputs, new_labels)
    print(f"{size:3} samples: training {seen:.2f}, validation {unseen:.2f}")
#>  15 samples: training 1.00, validation 0.71
#> 600 samples: training 0.99, validation 0.97

# %% changes
for seed in (0, 1, 2, 0):
    model = make_model(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = train(model, optimizer, inputs, labels, updates=20)
    print(seed, round(losses[-1], 3))
#> 0 0.783
#> 1 0.812
#> 2 0.841
#> 0 0.783

# %% exercise_1
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
what_moved(model, optimizer, torch.zeros(600, 2), labels)
#> 0.weight  gradient 0e+00  moved 0e+00
#> 0.bias    gradient 3e-02  moved 2e-02
#> 2.weight  gradient 1e-01  moved 8e-02
#> 2.bias    gradient 6e-02  moved 1e-01


# %% exercise_2
def compare(make_model, rates, inputs, labels, seeds=3):
    for rate in rates:
        last = []
        for seed in range(seeds):
            model = make_model(seed)
            optimizer = torch.optim.Adam(model.parameters(), lr=rate)
            last.append(train(model, optimizer, inputs, labels)[-1])
        print(rate, f"{min(last):.1f} to {max(last):.1f}")


compare(make_model, (0.0001, 0.001, 0.01), inputs, labels)
#> 0.0001 1.1 to 1.1
#> 0.001 0.9 to 0.9
#> 0.01 0.2 to 0.2

# %% exercise_3
model = make_model().requires_grad_(False)
model[2].requires_grad = True
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
train(model, optimizer, inputs, labels)
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% exercise_3_cure
model[2].requires_grad_(True)
losses = train(model, optimizer, inputs, labels)
print(f"{losses[0]:.1f} {losses[-1]:.1f}")
#> 1.1 0.6
