"""The graph that autograd records, and the chain rule along it."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% forward
import torch
import torch.nn.functional as F

x = torch.tensor(-3.0, requires_grad=True)
y = torch.tensor(5.0, requires_grad=True)
z = torch.tensor(-2.0, requires_grad=True)

q = x + y
f = q * z
print(x)
#> tensor(-3., requires_grad=True)
print(q)
#> tensor(2., grad_fn=<AddBackward0>)
print(f)
#> tensor(-4., grad_fn=<MulBackward0>)


# %% walk
def show_graph(node, depth=0):
    name = "(nothing to do)" if node is None else type(node).__name__
    print("  " * depth + name)
    if node is not None:
        for earlier, _ in node.next_functions:
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
show_graph((q + plain).grad_fn)
#> AddBackward0
#>   AddBackward0
#>     AccumulateGrad
#>     AccumulateGrad
#>   (nothing to do)

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

# %% drawing tags=["hidden"]
assert x.grad == f_by_q * q_by_x and y.grad == f_by_q * q_by_y
assert z.grad == f_by_z and q.grad == f_by_q


def draw_graph(values, gradients, local_derivatives):
    def shown(number):
        return f"{number:g}".replace("-", "\N{MINUS SIGN}")

    places = {"x": (0, 2), "y": (0, 1), "z": (0, 0), "q": (1, 1.5), "f": (2, 0.75)}
    _, axes = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
    axes.set(xlim=(-0.3, 2.3), ylim=(-0.35, 2.35))
    axes.axis("off")
    for name, place in places.items():
        words = f"{name} = {shown(values[name])}\ngrad {shown(gradients[name])}"
        box = {"boxstyle": "round,pad=0.4", "facecolor": "none", "edgecolor": "C0"}
        axes.text(*place, words, ha="center", va="center", bbox=box)
    for start, end, derivative in local_derivatives:
        (left, low), (right, high) = places[start], places[end]
        axes.annotate(
            "",
            xy=(right - 0.27, high),
            xytext=(left + 0.27, low),
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
arrows = [
    ("x", "q", q_by_x),
    ("y", "q", q_by_y),
    ("q", "f", f_by_q),
    ("z", "f", f_by_z),
]
draw_graph(values, gradients, arrows)
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
nudged = (-3.0 + 0.5 + 5.0) * -2.0
print(nudged - f.item(), 0.5 * x.grad.item())
#> -1.0 -1.0

# %% one_path tags=["hidden"]
a_once = torch.tensor(2.0, requires_grad=True)
b_once = torch.tensor(3.0, requires_grad=True)
(a_once * b_once + a_once.detach()).backward()
print(a_once.grad, b_once.grad)
#> tensor(3.) tensor(2.)

# %% own_value tags=["hidden"]
print(a_once.detach() + 1, b_once.detach())
#> tensor(3.) tensor(3.)

# %% value_for_slope tags=["hidden"]
g_value = (a_once * b_once + a_once).detach()
print(g_value, g_value)
#> tensor(8.) tensor(8.)

# %% two_paths
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
g = a * b + a
g.backward()
print(a.grad, b.grad)
#> tensor(4.) tensor(2.)

# %% integer_leaf
torch.tensor(-3, requires_grad=True)
#! RuntimeError: Only Tensors of floating point and complex dtype can require gradients

# %% layer
torch.manual_seed(0)
inputs = torch.tensor([1.0, -1.0, 2.0, 0.5, 0.0])
targets = torch.tensor([1.0, 0.0, 0.0])
weights = torch.randn(5, 3, requires_grad=True)
bias = torch.randn(3, requires_grad=True)

logits = inputs @ weights + bias
loss = F.binary_cross_entropy_with_logits(logits, targets)
print(logits)
#> tensor([ 1.7003,  1.6025, -1.7546], grad_fn=<AddBackward0>)
print(loss)
#> tensor(0.7044, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>)
show_graph(loss.grad_fn)
#> BinaryCrossEntropyWithLogitsBackward0
#>   AddBackward0
#>     SqueezeBackward4
#>       MmBackward0
#>         (nothing to do)
#>         AccumulateGrad
#>     AccumulateGrad
#>   (nothing to do)

# %% layer_drawing tags=["hidden"]
boxes = {
    "inputs": (0, 2.1, "(5,)"),
    "weights": (0, 1.0, "(5, 3)"),
    "bias": (0, -0.1, "(3,)"),
    "logits": (1.15, 1.0, "(3,)"),
    "loss": (2.2, 1.0, "()"),
}
forth = [
    ("inputs", "logits"),
    ("weights", "logits"),
    ("bias", "logits"),
    ("logits", "loss"),
]
stages = [
    ("forward", {"inputs", "weights", "bias"}, []),
    ("forward", {"inputs", "weights", "bias", "logits"}, forth[:3]),
    ("forward", set(boxes), forth),
    ("backward", {"loss"}, []),
    ("backward", {"loss", "logits"}, [("logits", "loss")]),
    ("backward", {"loss", "logits", "weights", "bias"}, [forth[3], forth[1], forth[2]]),
]
stage_names = [f"{way}: {', '.join(sorted(names))}" for way, names, _ in stages]


def draw_stage(way, names, lines):
    _, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
    axes.set(xlim=(-0.5, 2.6), ylim=(-0.6, 2.6), title=way)
    axes.axis("off")
    color = "C0" if way == "forward" else "C1"
    for name, (across, up, shape) in boxes.items():
        edge = color if name in names else "C5"
        width = 2.5 if name in names else 0.8
        box = {
            "boxstyle": "round,pad=0.4",
            "facecolor": "none",
            "edgecolor": edge,
            "lw": width,
        }
        words = (
            f"{name}\n{shape}"
            if way == "forward" or name not in names
            else f"grad\n{shape}"
        )
        axes.text(across, up, words, ha="center", va="center", bbox=box)
    for start, end in lines:
        (left, low, _), (right, high, _) = boxes[start], boxes[end]
        tail, head = (left + 0.37, low), (right - 0.34, high + 0.15 * (low - high))
        if way == "backward":
            tail, head = head, tail
        style = {"arrowstyle": "->", "color": color, "lw": 2}
        style["linestyle"] = "-" if way == "forward" else "--"
        axes.annotate("", xy=head, xytext=tail, arrowprops=style)


# %% layer_frames tags=["frames"]
for stage in stages:
    draw_stage(*stage)
# alt-ko: 계층 하나의 그래프, {stage_names[*]}. 입력, 가중치, 편향에서 로짓으로, 로짓에서
# alt-ko: 손실로 화살표가 이어지고 상자마다 형태가 적혀 있습니다. 되돌아갈 때는
# alt-ko: 화살표가 거꾸로이고, 입력으로 가는 화살표는 없습니다.
# alt-en: The graph of one layer, {stage_names[*]}. Arrows lead from inputs, weights and
# alt-en: bias to the logits and from there to the loss, each box with its shape. On the
# alt-en: way back the arrows are reversed, and none leads to the inputs.

# %% layer_backward
loss.backward()
print(bias.grad)
#> tensor([-0.0515,  0.2775,  0.0492])
print(weights.grad)
#> tensor([[-0.0515,  0.2775,  0.0492],
#>         [ 0.0515, -0.2775, -0.0492],
#>         [-0.1030,  0.5549,  0.0983],
#>         [-0.0257,  0.1387,  0.0246],
#>         [-0.0000,  0.0000,  0.0000]])
print(inputs.grad)
#> None

# %% three_steps
p = torch.sigmoid(logits.detach())
loss_by_p = (p - targets) / (p * (1 - p))
p_by_z = p * (1 - p)
print(loss_by_p * p_by_z / 3)
#> tensor([-0.0515,  0.2775,  0.0492])

# %% layer_by_hand
by_hand = (p - targets) / 3
print(by_hand)
#> tensor([-0.0515,  0.2775,  0.0492])
print(torch.outer(inputs, by_hand))
#> tensor([[-0.0515,  0.2775,  0.0492],
#>         [ 0.0515, -0.2775, -0.0492],
#>         [-0.1030,  0.5549,  0.0983],
#>         [-0.0257,  0.1387,  0.0246],
#>         [-0.0000,  0.0000,  0.0000]])

# %% exercise_3
bias.requires_grad_(False)
weights.grad = bias.grad = None
logits = inputs @ weights + bias
loss = F.binary_cross_entropy_with_logits(logits, targets)
loss.backward()
print(f"{loss.item():.4f}", bias.grad)
#> 0.7044 None

# %% exercise_1
c = torch.tensor(4.0, requires_grad=True)
h = c * c * c
h.backward()
print(c.grad)
#> tensor(48.)

# %% exercise_2
t = torch.tensor(0.5, requires_grad=True)
u = t.square()
v = torch.sin(u)
v.backward()
print(t.grad.item(), (torch.cos(u) * 2 * t).item())
#> 0.9689124226570129 0.9689124226570129

# %% exercise_3_right
bias.requires_grad_()
loss = F.binary_cross_entropy_with_logits(inputs @ weights + bias, targets)
loss.backward()
print(bias.grad)
#> tensor([-0.0515,  0.2775,  0.0492])

# %% quoted tags=["hidden"]
change = nudged - f.item()
x_gradient = int(x.grad)
z_gradient = int(z.grad)
torch.testing.assert_close(weights.grad, 2 * torch.outer(inputs, by_hand))
