"""A module of one's own, shared weights, and all the ways side by side."""

# %% data
import copy
import random
from unittest import mock

import matplotlib.pyplot as plt
import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
N, D_IN, H, D_OUT = 64, 1000, 100, 10

torch.manual_seed(0)
x = torch.randn(N, D_IN).to(device)
y = torch.randn(N, D_OUT).to(device)
w1_start = torch.randn(D_IN, H).to(device)
w2_start = torch.randn(H, D_OUT).to(device)
print(x.shape, y.shape)
#> torch.Size([64, 1000]) torch.Size([64, 10])


# %% two_layer_net
class TwoLayerNet(torch.nn.Module):
    def __init__(self, d_in, hidden, d_out):
        super().__init__()
        self.linear1 = torch.nn.Linear(d_in, hidden)
        self.linear2 = torch.nn.Linear(hidden, d_out)

    def forward(self, x):
        h_relu = self.linear1(x).clamp(min=0)
        return self.linear2(h_relu)


torch.manual_seed(0)
model = TwoLayerNet(D_IN, H, D_OUT).to(device)
print(model)
#> TwoLayerNet(
#>   (linear1): Linear(in_features=1000, out_features=100, bias=True)
#>   (linear2): Linear(in_features=100, out_features=10, bias=True)
#> )

# %% same_as_sequential
torch.manual_seed(0)
sequential = torch.nn.Sequential(
    torch.nn.Linear(D_IN, H), torch.nn.ReLU(), torch.nn.Linear(H, D_OUT)
).to(device)
print(torch.equal(model(x), sequential(x)))
#> True

# %% train
criterion = torch.nn.MSELoss(reduction="sum")


def train(predict, optimizer):
    losses = []
    for _ in range(500):
        loss = criterion(predict(x), y)
        losses.append(loss.item())

        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


optimizer = torch.optim.SGD(model.parameters(), lr=1e-4)
losses_module = train(model, optimizer)
for step in range(99, 500, 100):
    print(step, f"{losses_module[step]:.4e}")
#~ 99 2.4774e+00
#~ 199 3.2563e-02
#~ 299 9.2840e-04
#~ 399 4.1883e-05
#~ 499 2.4786e-06

shown = losses_module[99::100]
assert shown == sorted(shown, reverse=True)
assert 1 < shown[0] < 4 and shown[-1] < 1e-4


# %% dynamic_net
class DynamicNet(torch.nn.Module):
    def __init__(self, d_in, hidden, d_out):
        super().__init__()
        self.input_linear = torch.nn.Linear(d_in, hidden)
        self.middle_linear = torch.nn.Linear(hidden, hidden)
        self.output_linear = torch.nn.Linear(hidden, d_out)

    def forward(self, x):
        h_relu = self.input_linear(x).clamp(min=0)
        for _ in range(random.randint(0, 3)):
            h_relu = self.middle_linear(h_relu).clamp(min=0)
        return self.output_linear(h_relu)


torch.manual_seed(0)
model = DynamicNet(D_IN, H, D_OUT).to(device)
tensors = len(list(model.parameters()))
print(tensors, [name for name, _ in model.named_children()])
#> 6 ['input_linear', 'middle_linear', 'output_linear']

# %% depth
random.seed(0)
draws = [random.randint(0, 3) for _ in range(200)]
print(draws[:8], sorted(set(draws)))
#> [3, 3, 0, 2, 3, 3, 2, 3] [0, 1, 2, 3]

outputs = []
for repeats in range(4):
    with mock.patch("random.randint", return_value=repeats):
        outputs.append(model(x))
print(torch.equal(outputs[0], outputs[1]), torch.equal(outputs[2], outputs[3]))
#> False False

# %% shared_gradient
torch.manual_seed(0)
shared = torch.nn.Linear(3, 3)
first, second = copy.deepcopy(shared), copy.deepcopy(shared)
values = torch.randn(4, 3)

shared(shared(values)).sum().backward()
second(first(values)).sum().backward()

both = first.weight.grad + second.weight.grad
torch.testing.assert_close(shared.weight.grad, both)
print(torch.allclose(shared.weight.grad, second.weight.grad))
#> False

# %% train_dynamic
start = copy.deepcopy(model.state_dict())

random.seed(0)
optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)
losses_dynamic = train(model, optimizer)
for step in range(99, 500, 100):
    print(step, f"{losses_dynamic[step]:.4e}")
#~ 99 1.0767e+01
#~ 199 4.2980e+00
#~ 299 4.4295e-01
#~ 399 8.8025e-01
#~ 499 1.6467e-01

pairs = zip(losses_dynamic, losses_dynamic[1:], strict=False)
rises = sum(later > earlier for earlier, later in pairs)
assert rises > 100
assert min(losses_dynamic[400:]) < 1 < losses_dynamic[0]

# %% momentum
random.seed(0)
model.load_state_dict(start)
optimizer = torch.optim.SGD(model.parameters(), lr=1e-4)
losses_plain = train(model, optimizer)

for losses in (losses_plain, losses_dynamic):
    print(f"{sum(losses[100:200]) / 100:.4e}")
#~ 2.1153e+02
#~ 8.2593e+00
assert sum(losses_plain[100:200]) > 5 * sum(losses_dynamic[100:200])


# %% raw_tensors
def train_by_hand():
    w1, w2 = w1_start.clone(), w2_start.clone()
    losses = []
    for _ in range(500):
        h = x.mm(w1)
        h_relu = h.clamp(min=0)
        error = h_relu.mm(w2) - y
        losses.append(error.pow(2).sum().item())

        grad_h = (2.0 * error).mm(w2.t())
        grad_h[h <= 0] = 0
        w2 -= 1e-6 * h_relu.t().mm(2.0 * error)
        w1 -= 1e-6 * x.t().mm(grad_h)
    return losses


def train_raw(activation):
    w1 = w1_start.clone().requires_grad_(True)
    w2 = w2_start.clone().requires_grad_(True)
    optimizer = torch.optim.SGD([w1, w2], lr=1e-6)
    return train(lambda x: activation(x.mm(w1)).mm(w2), optimizer)


# %% own_function
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * (x > 0)


raw = train_by_hand(), train_raw(torch.relu), train_raw(MyReLU.apply)
for losses in raw[1:]:
    torch.testing.assert_close(losses[:100], raw[0][:100], rtol=1e-2, atol=0.0)
print(len(raw), [losses[0] == raw[0][0] for losses in raw[1:]])
#> 3 [True, True]

# %% ready_made
with_sgd, with_adam = copy.deepcopy(sequential), copy.deepcopy(sequential)
losses_sgd = train(with_sgd, torch.optim.SGD(with_sgd.parameters(), lr=1e-4))
losses_adam = train(with_adam, torch.optim.Adam(with_adam.parameters(), lr=1e-4))

torch.testing.assert_close(losses_sgd[:100], losses_module[:100], rtol=1e-2, atol=0.0)
print(losses_sgd[0] == losses_module[0] == losses_adam[0])
#> True

# %% all_losses
all_losses = {
    "by hand": raw[0],
    "autograd": raw[1],
    "own Function": raw[2],
    "nn, SGD": losses_sgd,
    "own Module": losses_module,
    "nn, Adam": losses_adam,
    "DynamicNet": losses_dynamic,
}
for name, losses in all_losses.items():
    print(f"{name:12}", f"{losses[0]:.4e}", f"{losses[-1]:.4e}")
#~ by hand      2.9429e+07 3.0102e-05
#~ autograd     2.9429e+07 2.9942e-05
#~ own Function 2.9429e+07 2.9942e-05
#~ nn, SGD      6.1933e+02 2.4786e-06
#~ own Module   6.1933e+02 2.4786e-06
#~ nn, Adam     6.1933e+02 9.2104e-09
#~ DynamicNet   6.1676e+02 1.6467e-01

ways = len(all_losses)
assert all(losses[-1] < losses[0] / 50 for losses in all_losses.values())
assert losses_adam[99] > losses_sgd[99] and losses_adam[-1] < losses_sgd[-1]

# %% comparison
figure, axes = plt.subplots(layout="constrained")
lines = ["C0-", "C1--", "C2:", "C3-", "C4--", "C5-", "C2-."]
for (name, losses), line in zip(all_losses.items(), lines, strict=True):
    axes.semilogy(range(0, 500, 5), losses[::5], line, label=name)

axes.set(xlabel="step", ylabel="loss")
axes.legend(ncols=2)
# alt-ko: 학습 방법 {ways}가지의 손실을 로그 축에 그린 그래프.
# alt-ko: 원시 텐서로 학습한 세 곡선은 {raw[0][0]:.1e}에서 시작해 겹칩니다.
# alt-ko: nn과 직접 만든 Module의 곡선은 {losses_sgd[0]:.0f}에서 시작해 겹칩니다.
# alt-ko: Adam은 처음에 더 느리지만 가장 낮은 손실에 이릅니다.
# alt-ko: DynamicNet의 손실은 오르내립니다.
# alt-en: The losses of {ways} ways to train, on a log axis.
# alt-en: The three curves of raw tensors start at {raw[0][0]:.1e} and coincide.
# alt-en: Those of nn and of the own Module start at {losses_sgd[0]:.0f} and coincide.
# alt-en: Adam is slower at first yet ends lowest; DynamicNet goes up and down.

# %% exercise_1
optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)
middle = model.middle_linear.weight

for repeats in (1, 0):
    before = middle.detach().clone()
    with mock.patch("random.randint", return_value=repeats):
        loss = criterion(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(repeats, middle.grad is None, torch.equal(middle, before))
#> 1 False False
#> 0 True True


# %% exercise_2
class ThreeLayerNet(torch.nn.Module):
    def __init__(self, d_in, hidden, d_out):
        super().__init__()
        self.linears = torch.nn.ModuleList(
            [torch.nn.Linear(d_in, hidden), torch.nn.Linear(hidden, hidden)]
        )
        self.output = torch.nn.Linear(hidden, d_out)

    def forward(self, x):
        for linear in self.linears:
            x = linear(x).clamp(min=0)
        return self.output(x)


torch.manual_seed(0)
three = ThreeLayerNet(D_IN, H, D_OUT).to(device)
losses_three = train(three, torch.optim.SGD(three.parameters(), lr=1e-4))
print(len(list(three.parameters())), losses_three[-1] < losses_three[0] / 100)
#> 6 True
