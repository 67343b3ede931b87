"""The faults of post 002, run beside their right forms, in the order of the post."""

# %% no_drop_in
import numpy as np
import torch

names = ["interp", "polyfit", "percentile", "convolve", "setdiff1d", "unwrap"]
print([name for name in names if hasattr(torch, name)])
#> []
print(np.interp(2.5, [1, 2, 3], [10, 20, 30]))
#> 25.0
torch.interp(2.5, [1, 2, 3], [10, 20, 30])
#! AttributeError: module 'torch' has no attribute 'interp'

# %% data
N, D_IN, H, D_OUT = 64, 1000, 100, 10

torch.manual_seed(0)
x, y = torch.randn(N, D_IN), torch.randn(N, D_OUT)
w1_start, w2_start = torch.randn(D_IN, H), torch.randn(H, D_OUT)


def loss_of(x, y, w1, w2):
    return (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()


print(f"{loss_of(x, y, w1_start, w2_start):.4e}")
#> 2.9429e+07

# %% no_seed
for _ in range(3):
    w1, w2 = torch.randn(D_IN, H), torch.randn(H, D_OUT)
    print(f"{loss_of(x, y, w1, w2).item():.2e}")
#~ 3.88e+07
#~ 2.46e+07
#~ 2.92e+07


# %% first_block
def gradients_by_hand(w1, w2):
    h = x.mm(w1)
    grad_y_pred = 2.0 * (h.clamp(min=0).mm(w2) - y)
    grad_h = grad_y_pred.mm(w2.t())
    grad_h[h <= 0] = 0
    return x.t().mm(grad_h), h.clamp(min=0).t().mm(grad_y_pred)


lr = 1e-6
w1, w2 = w1_start.clone(), w2_start.clone()
losses = []
for _ in range(500):
    losses.append(loss_of(x, y, w1, w2).item())
    grad_w1, grad_w2 = gradients_by_hand(w1, w2)
    w1 -= lr * grad_w1
    w2 -= lr * grad_w2

print(*[f"{loss:.0e}" for loss in losses[99::100]])
#~ 4e+02 1e+00 7e-03 2e-04 3e-05

# %% memorized
x_new, y_new = torch.randn(N, D_IN), torch.randn(N, D_OUT)
print(f"trained on {loss_of(x, y, w1, w2).item():.0e}")
#~ trained on 3e-05
print(f"new data   {loss_of(x_new, y_new, w1, w2).item():.0e}")
#~ new data   2e+07
print(f"always 0   {y_new.pow(2).sum().item():.0e}")
#> always 0   6e+02

# %% memorized_holds tags=["hidden"]
assert losses[99] > losses[199] > losses[299] > losses[399] > losses[499]
assert loss_of(x, y, w1, w2) < 0.1
assert 1000 * y_new.pow(2).sum() < loss_of(x_new, y_new, w1, w2)

# %% zero_without_underscore
weight = torch.tensor(3.0, requires_grad=True)
weight.square().backward()
weight.grad.zero()
#! AttributeError: 'Tensor' object has no attribute 'zero'…

# %% left_over_gradients
# ko: 둘째 블록은 새 난수에서 다시 출발하지만, 앞 블록의 두 이름은 남아 있습니다.
# en: The second block starts from new random numbers, but both names live on.
w1 = torch.randn(D_IN, H, requires_grad=True)
w2 = torch.randn(H, D_OUT, requires_grad=True)
loss_of(x, y, w1, w2).backward()
print(f"grad_w1  {grad_w1.norm().item():.0e}")
#~ grad_w1  1e+00
print(f"w1.grad  {w1.grad.norm().item():.0e}")
#> w1.grad  3e+06

# %% stale_training
w1.grad, w2.grad = None, None
losses = []
for _ in range(500):
    loss = loss_of(x, y, w1, w2)
    losses.append(loss.item())
    loss.backward()
    with torch.no_grad():
        w1 -= lr * grad_w1  # ko: 바른 이름은 w1.grad | en: should be w1.grad
        w2 -= lr * grad_w2
        w1.grad.zero_()
        w2.grad.zero_()

print(*[f"{loss:.3e}" for loss in losses[99::100]])
#> 3.072e+07 3.072e+07 3.072e+07 3.072e+07 3.072e+07

# %% distance
# ko: 낡은 기울기로 가는 500걸음과 방금 구한 기울기로 가는 한 걸음을 가중치의 크기로 나눕니다.
# en: 500 steps by the stale gradient and one by the new, divided by the size of the weights.
loss_of(x, y, w1, w2).backward()
print(f"{(500 * lr * grad_w1.norm() / w1.norm()).item():.0e}")
#~ 2e-06
print(f"{(lr * w1.grad.norm() / w1.norm()).item():.0e}")
#~ 9e-03

# %% distance_holds tags=["hidden"]
assert abs(losses[-1] / losses[0] - 1) < 1e-3
assert 1e5 * grad_w1.norm() < w1.grad.norm()
assert 500 * grad_w1.norm() < w1.grad.norm() / 1000


# %% in_a_function
def train_by_hand(steps):
    w1, w2 = w1_start.clone(), w2_start.clone()
    for _ in range(steps):
        gradient_1, gradient_2 = gradients_by_hand(w1, w2)
        w1 -= lr * gradient_1
        w2 -= lr * gradient_2
    return w1, w2


trained_w1, _ = train_by_hand(steps=3)
print(trained_w1.shape)
#> torch.Size([1000, 100])

# ko: 함수 안의 이름은 함수와 함께 사라지므로, 같은 잘못이 바로 드러납니다.
# en: Names inside a function go when it returns, so the same slip shows at once.
with torch.no_grad():
    w1 -= lr * gradient_1
#! NameError: name 'gradient_1' is not defined

# %% item_too_early
loss = loss_of(x, y, w1, w2)
print(type(loss).__name__, type(loss.item()).__name__)
#> Tensor float

# ko: 첫 블록처럼 처음부터 수로 만들면 되돌아갈 그래프가 없습니다.
# en: Made a number from the start, as in the first block, it has no graph to go back.
loss = loss_of(x, y, w1, w2).item()
loss.backward()
#! AttributeError: 'float' object has no attribute 'backward'

# %% elision
# ko: 점 세 개를 붙여 쓰면 아무 일도 하지 않는 올바른 식입니다.
# en: Three dots without spaces are an expression that does nothing.
exec("print('first line')\n...\nprint('last line')")
#> first line
#> last line

# ko: 띄어 쓰면 블록 전체가 컴파일되지 않아 첫 줄도 실행되지 않습니다.
# en: With spaces the whole block fails to compile; not even its first line runs.
exec("print('first line')\n. . .\nprint('last line')")
#! SyntaxError: invalid syntax

# %% forward_only
# ko: `MyReLU` 블록에서 점만 지우면 남는 반복문입니다.
# en: The loop that is left of the `MyReLU` block once the dots are deleted.
w1 = w1_start.clone().requires_grad_(True)
w2 = w2_start.clone().requires_grad_(True)
for _ in range(500):
    relu = torch.relu
    y_pred = relu(x.mm(w1)).mm(w2)

print(w1.grad, (w1 - w1_start).abs().max().item())
#> None 0.0


# %% mask_at_zero
class PostReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        grad_x = grad_output.clone()
        grad_x[x < 0] = 0  # ko: 원문의 조건 | en: the post's condition
        return grad_x


for activation in (PostReLU.apply, torch.relu):
    values = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    activation(values).sum().backward()
    print(values.grad)
#> tensor([0., 1., 1.])
#> tensor([0., 0., 1.])

# %% without_apply
relu = PostReLU.apply  # ko: 한 번이면 됩니다 | en: once is enough
print(relu(values.detach()))
#> tensor([0., 0., 2.])

# ko: 클래스를 부르면 경고와 함께 텐서가 아닌 것이 나옵니다.
# en: Calling the class gives a warning, and something that is no tensor.
print(type(PostReLU(values)).__name__)
#> PostReLU
#! DeprecationWarning: <class '__main__.PostReLU'> should not be instantiated. Methods on autograd functions are all static, so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.

# ko: 그것을 다시 불러야 오류가 납니다.
# en: The error comes only when that is called in turn.
PostReLU()(values)
#! DeprecationWarning: <class '__main__.PostReLU'> should not be instantiated. Methods on autograd functions are all static, so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.
#! RuntimeError: Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)


# %% no_setup_context
class SplitReLU(PostReLU):
    @staticmethod
    def forward(x):
        return x.clamp(min=0)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)


print(torch.func.grad(lambda x: SplitReLU.apply(x).sum())(values.detach()))
#> tensor([0., 1., 1.])
torch.func.grad(lambda x: PostReLU.apply(x).sum())(values.detach())
#! RuntimeError: In order to use an autograd.Function with functorch transforms (vmap, grad, jvp, jacrev, ...), it must override the setup_context staticmethod. For more details, please see https://pytorch.org/docs/main/notes/extending.func.html

# %% names
for package, names in (
    (torch.nn, ["Module", "module", "Model"]),
    (torch.optim, ["Adagrad", "AdaGrad", "RMSprop", "RMSProp"]),
):
    print([name for name in names if hasattr(package, name)])
#> ['Module']
#> ['Adagrad', 'RMSprop']
torch.nn.module
#! AttributeError: module 'torch.nn' has no attribute 'module'

# %% modules
for module in (torch.nn.Linear(D_IN, H), torch.nn.ReLU(), torch.nn.MSELoss()):
    parameters = len(list(module.parameters()))
    print(type(module).__name__, isinstance(module, torch.nn.Module), parameters)
#> Linear True 2
#> ReLU True 0
#> MSELoss True 0

# %% sequential
import copy

model = torch.nn.Sequential(
    torch.nn.Linear(D_IN, H), torch.nn.ReLU(), torch.nn.Linear(H, D_OUT)
)
untrained = copy.deepcopy(model.state_dict())
criterion = torch.nn.MSELoss(reduction="sum")
lr = 1e-4
losses = []
for _ in range(500):
    loss = criterion(model(x), y)
    losses.append(loss.item())
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad

print(*[f"{loss:.0e}" for loss in losses[99::100]])
#~ 3e+00 5e-02 2e-03 1e-04 9e-06

# %% device_dropped
# ko: `meta`는 값 없이 형태만 두는 장치로, 여기서는 GPU를 대신합니다.
# en: `meta` keeps shapes without values; here it stands in for a GPU.
device = torch.device("meta")
first_block = torch.randn(N, D_IN, device=device)
fourth_block = torch.randn(N, D_IN)
layer = torch.nn.Linear(D_IN, H)
print(first_block.device, fourth_block.device, layer.weight.device)
#> meta cpu cpu
print(layer.to(device)(first_block).device)
#> meta

# %% who_updates
layer = torch.nn.Linear(2, 1, bias=False)
before = layer.weight.detach().clone()
layer(torch.ones(1, 2)).sum().backward()
print(layer.weight.grad, before - layer.weight.detach())
#> tensor([[1., 1.]]) tensor([[0., 0.]])
with torch.no_grad():
    layer.weight -= 0.1 * layer.weight.grad
print(before - layer.weight.detach())
#> tensor([[0.1000, 0.1000]])

# %% not_a_tensor
print(type(layer.parameters()).__name__)
#> generator
print([type(parameter).__name__ for parameter in layer.parameters()])
#> ['Parameter']
torch.optim.Adam(layer.weight)
#! TypeError: params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor

# %% last_bit
by_hand = torch.nn.Linear(D_IN, D_OUT)
by_sgd = copy.deepcopy(by_hand)
for linear in (by_hand, by_sgd):
    criterion(linear(x), y).backward()

with torch.no_grad():
    by_hand.weight -= 1e-4 * by_hand.weight.grad
torch.optim.SGD(by_sgd.parameters(), lr=1e-4).step()
print(f"{(by_hand.weight - by_sgd.weight).abs().max().item():.1e}")
#~ 3.7e-09

# %% last_bit_holds tags=["hidden"]
assert torch.allclose(by_hand.weight, by_sgd.weight, rtol=0, atol=1e-7)


# %% continued
def train(model, optimizer):
    losses = []
    for _ in range(500):
        loss = criterion(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


continued = train(model, torch.optim.Adam(model.parameters(), lr=lr))
model.load_state_dict(untrained)
fresh = train(model, torch.optim.Adam(model.parameters(), lr=lr))
for losses in (continued, fresh):
    print(*[f"{loss:.0e}" for loss in [losses[0], *losses[99::100]]])
#~ 9e-06 1e-06 5e-05 7e-05 2e-04 3e-04
#~ 7e+02 6e+01 2e+00 2e-02 8e-05 2e-07

# %% continued_holds tags=["hidden"]
assert max(continued) > 10 * continued[0]
assert fresh[99] > fresh[199] > fresh[299] > fresh[399] > fresh[499]


# %% super_by_name
class ByName(torch.nn.Module):
    def __init__(self):
        super(ByName, self).__init__()


class Bare(torch.nn.Module):
    def __init__(self):
        super().__init__()


# ko: 클래스의 이름을 바꾸면 이름을 적은 쪽만 멈춥니다.
# en: Rename the classes, and only the one that spells its name out stops.
NewName, NewBare = ByName, Bare
del ByName, Bare
print(type(NewBare()).__name__)
#> Bare
NewName()
#! NameError: name 'ByName' is not defined


# %% never_used
class TwoLayerNet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = torch.nn.Linear(D_IN, H)
        self.linear2 = torch.nn.Linear(H, D_OUT)

    def forward(self, x):
        return self.linear2(self.linear1(x).clamp(min=0))


model = TwoLayerNet()
before = model.linear1.weight.detach().clone()
optimizer = torch.optim.SGD(model.parameters(), lr=lr)
# ko: 원문의 블록은 여기에서 `. . .`으로 끝납니다.
# en: Here the post's block ends in `. . .`.
moved = (model.linear1.weight - before).abs().max()
print(model.linear1.weight.grad, moved.item())
#> None 0.0

# %% written_out
losses = train(model, optimizer)
print(*[f"{loss:.0e}" for loss in losses[99::100]])
#~ 3e+00 4e-02 1e-03 5e-05 2e-06

# %% written_out_holds tags=["hidden"]
assert losses[99] > losses[199] > losses[299] > losses[399] > losses[499]


# %% left_over_model
class DynamicNet(torch.nn.Module): ...


# ko: `model = DynamicNet(…)`이 없으므로 `model`은 앞 블록의 모델입니다.
# en: There is no `model = DynamicNet(…)`, so `model` is that of the block before.
optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
print(type(model).__name__)
#> TwoLayerNet

# ko: 새 세션에는 그 이름이 없습니다.
# en: In a fresh session there is no such name.
del model
torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
#! NameError: name 'model' is not defined

# %% two_generators
import random

random.seed(1)
for seeded in ("torch only", "both"):
    for _ in range(2):
        torch.manual_seed(0)
        if seeded == "both":
            random.seed(0)
        print(f"{seeded}: {torch.rand(1).item():.4f} {random.random():.4f}")
#> torch only: 0.4963 0.1344
#> torch only: 0.4963 0.8474
#> both: 0.4963 0.8444
#> both: 0.4963 0.8444

# %% zeros_or_none
for set_to_none in (False, True):
    weight = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
    weight.sum().backward()
    optimizer.step()

    optimizer.zero_grad(set_to_none=set_to_none)
    before = weight.item()
    optimizer.step()
    print(weight.grad, f"{before - weight.item():.2f}")
#> tensor([0.]) 0.09
#> None 0.00
