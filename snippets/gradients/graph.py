"""The graph that autograd records, and the chain rule along it."""

# %% forward
import torch

x = torch.tensor(-3.0, requires_grad=True)
y = torch.tensor(5.0, requires_grad=True)
z = torch.tensor(-2.0, requires_grad=True)

q = x + y
f = q * z
print(q)
#> tensor(2., grad_fn=<AddBackward0>)
print(f)
#> tensor(-4., grad_fn=<MulBackward0>)

# %% leaves
for name, node in {"x": x, "y": y, "z": z, "q": q, "f": f}.items():
    print(name, "leaf" if node.is_leaf else node.grad_fn.name())
#> x leaf
#> y leaf
#> z leaf
#> q AddBackward0
#> f MulBackward0


# %% walk
def show_graph(function, depth=0):
    print("  " * depth + type(function).__name__)
    for earlier, _ in function.next_functions:
        show_graph(earlier, depth + 1)


show_graph(f.grad_fn)
#> MulBackward0
#>   AddBackward0
#>     AccumulateGrad
#>     AccumulateGrad
#>   AccumulateGrad

# %% not_recorded
plain = torch.tensor(-3.0) + torch.tensor(5.0)
print(plain, plain.requires_grad, plain.grad_fn)
#> tensor(2.) False None

# %% by_hand
# ko: f = q * z이므로 q로 미분하면 z, z로 미분하면 q입니다.
# en: Since f = q * z, its derivative by q is z, and its derivative by z is q.
f_by_q = z.item()
f_by_z = q.item()

# ko: q = x + y이므로 x로 미분해도 y로 미분해도 1입니다.
# en: Since q = x + y, its derivatives by x and by y are both 1.
q_by_x = 1.0
q_by_y = 1.0

print("x", f_by_q * q_by_x)
#> x -2.0
print("y", f_by_q * q_by_y)
#> y -2.0
print("z", f_by_z)
#> z 2.0

# %% backward
q.retain_grad()  # ko: 중간 텐서의 기울기도 남깁니다 | en: keep q's as well
f.backward()
print(x.grad, y.grad, z.grad)
#> tensor(-2.) tensor(-2.) tensor(2.)
print(q.grad)
#> tensor(-2.)

assert x.grad == f_by_q * q_by_x
assert y.grad == f_by_q * q_by_y
assert z.grad == f_by_z
assert q.grad == f_by_q

# %% drawing tags=["hidden"]
import matplotlib.pyplot as plt


def draw_graph(values, gradients, local_derivatives):
    def shown(number):
        return f"{number:g}".replace("-", "\N{MINUS SIGN}")

    places = {"x": (0, 2), "y": (0, 1), "z": (0, 0), "q": (1, 1.5), "f": (2, 0.75)}
    _, axes = plt.subplots(figsize=(6.0, 3.0), layout="constrained")
    axes.set(xlim=(-0.22, 2.22), ylim=(-0.3, 2.3))
    axes.axis("off")
    for name, place in places.items():
        words = f"{name} = {shown(values[name])}\ngrad {shown(gradients[name])}"
        box = {"boxstyle": "round,pad=0.5", "facecolor": "none", "edgecolor": "C0"}
        axes.text(*place, words, ha="center", va="center", bbox=box)
    for start, end, derivative in local_derivatives:
        (left, low), (right, high) = places[start], places[end]
        axes.annotate(
            "",
            xy=(right - 0.18, high),
            xytext=(left + 0.18, low),
            arrowprops={"arrowstyle": "->", "color": "C0"},
        )
        axes.annotate(
            f"× {shown(derivative)}" if derivative > 0 else f"× ({shown(derivative)})",
            xy=((left + right) / 2, (low + high) / 2),
            xytext=(-6 if high > low else 6, 6),
            textcoords="offset points",
            ha="right" if high > low else "left",
        )


# %% drawn_graph
nodes = {"x": x, "y": y, "z": z, "q": q, "f": f}
values = {name: node.item() for name, node in nodes.items()}
gradients = {name: nodes[name].grad.item() for name in "xyzq"}
gradients["f"] = 1.0  # ko: f를 f로 미분하면 1 | en: f moves one for one with itself
local_derivatives = [
    ("x", "q", q_by_x),
    ("y", "q", q_by_y),
    ("q", "f", f_by_q),
    ("z", "f", f_by_z),
]
draw_graph(values, gradients, local_derivatives)

for start, end, local_derivative in local_derivatives:
    assert gradients[start] == gradients[end] * local_derivative
# alt-ko: 연산 그래프. 왼쪽의 x = {values[x]:g}, y = {values[y]:g}에서 나온 화살표가
# alt-ko: q = {values[q]:g}로 모이고, q와 z = {values[z]:g}에서 나온 화살표가
# alt-ko: f = {values[f]:g}로 모입니다. 상자마다 기울기가 적혀 있습니다.
# alt-ko: f {gradients[f]:g}, q {gradients[q]:g}, x {gradients[x]:g},
# alt-ko: y {gradients[y]:g}, z {gradients[z]:g}
# alt-en: A graph. Arrows from x = {values[x]:g} and y = {values[y]:g} on the left meet
# alt-en: in q = {values[q]:g}; arrows from q and z = {values[z]:g} meet in
# alt-en: f = {values[f]:g}. Each box shows its gradient:
# alt-en: f {gradients[f]:g}, q {gradients[q]:g}, x {gradients[x]:g},
# alt-en: y {gradients[y]:g}, z {gradients[z]:g}

# %% nudge
step = 0.5
nudged = (values["x"] + step + values["y"]) * values["z"]
change = nudged - values["f"]
print(change, gradients["x"] * step)
#> -1.0 -1.0

# %% second_backward
f.backward()
#! RuntimeError: Trying to backward through the graph a second time …

# %% accumulate
f_again = (x + y) * z
f_again.backward()
print(x.grad, y.grad, z.grad)
#> tensor(-4.) tensor(-4.) tensor(4.)

# %% clear
x.grad = y.grad = z.grad = None
f_once_more = (x + y) * z
f_once_more.backward()
print(x.grad, y.grad, z.grad)
#> tensor(-2.) tensor(-2.) tensor(2.)

# %% integer_leaf
torch.tensor(-3, requires_grad=True)
#! RuntimeError: Only Tensors of floating point and complex dtype can require gradients

# %% layer
torch.manual_seed(0)
inputs = torch.ones(5)
targets = torch.zeros(3)
weights = torch.randn(5, 3, requires_grad=True)
bias = torch.randn(3, requires_grad=True)

logits = torch.matmul(inputs, weights) + bias
loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)
print(logits)
#> tensor([ 1.3755, -0.6023, -4.8127], grad_fn=<AddBackward0>)
print(loss)
#> tensor(0.6819, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>)

# %% layer_backward
loss.backward()
print(weights.grad)
#> tensor([[0.2661, 0.1179, 0.0027],
#>         [0.2661, 0.1179, 0.0027],
#>         [0.2661, 0.1179, 0.0027],
#>         [0.2661, 0.1179, 0.0027],
#>         [0.2661, 0.1179, 0.0027]])
print(bias.grad)
#> tensor([0.2661, 0.1179, 0.0027])

# %% layer_by_hand
by_hand = (torch.sigmoid(logits.detach()) - targets) / targets.numel()
torch.testing.assert_close(bias.grad, by_hand)
torch.testing.assert_close(weights.grad, torch.outer(inputs, by_hand))
print(by_hand)
#> tensor([0.2661, 0.1179, 0.0027])

# %% no_grad
with torch.no_grad():
    untracked = torch.matmul(inputs, weights) + bias

print(logits.requires_grad, untracked.requires_grad)
#> True False
print(torch.equal(logits, untracked))
#> True

# %% detach
detached = logits.detach()
print(detached.requires_grad, detached.is_leaf, logits.requires_grad)
#> False True True
print(detached.data_ptr() == logits.data_ptr())
#> True

# %% no_way_back
untracked.sum().backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% exercise_1
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
g = a * b + a
g.backward()
print(a.grad, b.grad)
#> tensor(4.) tensor(2.)

# %% exercise_2
c = torch.tensor(4.0, requires_grad=True)
h = c * c.detach()
h.backward()
print(c.grad)
#> tensor(4.)

# %% exercise_3
bias.requires_grad_(False)
weights.grad = bias.grad = None
logits = torch.matmul(inputs, weights) + bias
loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)
loss.backward()
print(weights.grad is None, bias.grad is None)
#> False True

# %% quoted tags=["hidden"]
x_gradient = int(gradients["x"])
z_gradient = int(gradients["z"])
assert x_gradient == gradients["x"] == gradients["y"]
