"""An operation whose gradient autograd does not know, or knows too well."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% round_as_identity tags=["hidden"]
import torch

print(torch.ones(3))
#> tensor([1., 1., 1.])

# %% round_values tags=["hidden"]
print(torch.round(torch.tensor([0.4, 1.3, 2.6])))
#> tensor([0., 1., 3.])

# %% round_refused tags=["hidden"]
print(None)
#> None

# %% round_gradient
import torch

x = torch.tensor([0.4, 1.3, 2.6], requires_grad=True)
torch.round(x).sum().backward()
print(x.grad)
#> tensor([0., 0., 0.])

# %% not_implemented
x = torch.tensor([0.4, 1.3], requires_grad=True)
torch.igamma(x, torch.ones(2)).sum().backward()
#! NotImplementedError: the derivative for 'igamma: input' is not implemented.


# %% snap
class Snap(torch.autograd.Function):
    @staticmethod
    def forward(x, step):
        return torch.round(x / step) * step

    @staticmethod
    def setup_context(ctx, inputs, output):
        #* ko: 역전파에 필요한 것이 없으므로 아무것도 저장하지 않습니다.
        #* en: The way back needs nothing, so nothing is saved.
        pass

    @staticmethod
    def backward(ctx, grad_output):
        #* ko: 입력마다 하나씩 돌려줍니다. `step`의 기울기는 구하지 않습니다.
        #* en: One for each input; there is no gradient for `step`.
        return grad_output, None


# %% apply
snap = Snap.apply

x = torch.tensor([0.4, 1.3, 2.6], requires_grad=True)
snapped = snap(x, 0.25)
print(snapped)
#> tensor([0.5000, 1.2500, 2.5000], grad_fn=<SnapBackward>)
snapped.backward(torch.tensor([10.0, 20.0, 30.0]))
print(x.grad)
#> tensor([10., 20., 30.])

# %% not_the_class
Snap(x, 0.25)
#> <__main__.Snap object at 0x…>
#! DeprecationWarning: <class '__main__.Snap'> should not be instantiated. …

# %% data
torch.manual_seed(0)
x = torch.linspace(-3, 3, 100).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
held_out = torch.arange(100) % 5 == 2
x_train, y_train = x[~held_out], y[~held_out]


# %% train
def predict(x, weights, coarsen):
    w1, b1, w2, b2 = (coarsen(weight) for weight in weights)
    return torch.relu(x @ w1.mT + b1) @ w2.mT + b2


def train(coarsen, seed):
    torch.manual_seed(seed)
    layers = torch.nn.Linear(1, 32), torch.nn.Linear(32, 1)
    weights = [weight for layer in layers for weight in layer.parameters()]
    optimizer = torch.optim.SGD(weights, lr=0.02)
    losses = []
    for _ in range(1000):
        loss = (predict(x_train, weights, coarsen) - y_train).square().mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, weights


WAYS = {
    "not rounded": lambda weight: weight,
    "torch.round": lambda weight: torch.round(weight / 0.125) * 0.125,
    "Snap": lambda weight: snap(weight, 0.125),
}
ends, fits = {}, {}
for name, coarsen in WAYS.items():
    ends[name] = []
    for seed in range(3):
        losses, weights = train(coarsen, seed)
        ends[name].append(sum(losses[-50:]) / 50)
    fits[name] = predict(x, weights, coarsen).detach()
    print(f"{name:12}", [f"{end:.3f}" for end in ends[name]])
#~ not rounded  ['0.014', '0.016', '0.019']
#~ torch.round  ['1.105', '1.341', '1.137']
#~ Snap         ['0.020', '0.041', '0.045']

# %% fits
_, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
axes.scatter(x_train, y_train, s=14, alpha=0.5)
for (name, fit), line in zip(fits.items(), ("C5:", "C1--", "C2-")):
    axes.plot(x, fit, line, linewidth=2.5, label=name)
axes.set(ylim=(-1.7, 2.4))
axes.legend(fontsize=11)
# alt-ko: 점들 위에 곡선 세 개. 반올림하지 않은 것과 Snap으로 학습한 것은 사인 모양을
# alt-ko: 따라가고, torch.round로 학습한 것은 출발한 모양 그대로 점에서 벗어나 있습니다.
# alt-en: Three curves over the points. The one without rounding and the one trained
# alt-en: with Snap follow the sine; the one with torch.round is still where it began.


# %% my_relu
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x.clamp(min=0)

    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        ctx.save_for_backward(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * (x > 0)


relu = MyReLU.apply


# %% at_zero
def slope_at_zero(activation):
    zero = torch.zeros(1, requires_grad=True)
    activation(zero).backward()
    return zero.grad.item()


print("own, relu:", slope_at_zero(relu), slope_at_zero(torch.relu))
#> own, relu: 0.0 0.0
print("clamp:", slope_at_zero(lambda x: x.clamp(min=0)))
#> clamp: 0.0

# %% gradcheck
torch.manual_seed(0)
points = torch.randn(4, 3, dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(relu, points))
#> True


# %% wrong
class WrongReLU(MyReLU):
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output  # ko: 마스크를 빠뜨림 | en: the mask is missing


wrong_relu = WrongReLU.apply
print((wrong_relu(points) - relu(points)).abs().max().item())
#> 0.0
print(torch.autograd.gradcheck(wrong_relu, points, raise_exception=False))
#> False


# %% wrong_trained
def train_noise(activation):
    torch.manual_seed(0)
    x, y = torch.randn(64, 1000), torch.randn(64, 10)
    w1, w2 = torch.randn(1000, 100), torch.randn(100, 10)
    optimizer = torch.optim.SGD([w1.requires_grad_(), w2.requires_grad_()], lr=1e-6)
    for _ in range(500):
        loss = (activation(x @ w1) @ w2 - y).square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


print(f"right {train_noise(relu):.1e}, wrong {train_noise(wrong_relu):.1e}")
#~ right 3.0e-05, wrong 1.8e-05

# %% single_precision
points32 = points.detach().float().requires_grad_(True)
print(torch.autograd.gradcheck(relu, points32, raise_exception=False))
#> False
#! UserWarning: Input #0 requires gradient and is not a double precision floating point or complex. …
print(torch.autograd.gradcheck(relu, points32, eps=1e-3, atol=1e-3))
#> True


# %% exercise_3
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(x, factor):
        return x * factor

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.factor = inputs[1]

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.factor


Scale.apply(points, 3.0).sum().backward()
#! RuntimeError: function ScaleBackward returned an incorrect number of gradients (expected 2, got 1)

# %% exercise_1
print(torch.autograd.gradcheck(lambda x: snap(x, 0.25), points, raise_exception=False))
#> False


# %% exercise_2
class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.log1p(torch.exp(x))

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * torch.sigmoid(x)


print(torch.autograd.gradcheck(Softplus.apply, points))
#> True


# %% exercise_3_right
class RightScale(Scale):
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.factor, None


points.grad = None
RightScale.apply(points, 3.0).sum().backward()
print(points.grad[0])
#> tensor([3., 3., 3.], dtype=torch.float64)

# %% numbers tags=["hidden"]
assert min(ends["torch.round"]) > 0.5 and max(ends["Snap"]) < 0.2
assert train_noise(wrong_relu) < 2 * train_noise(relu)
