"""The faults of post 001, run beside their right forms, in the order of the post."""

# %% brackets
import torch

# ko: 원문의 '스칼라'는 대괄호 때문에 1차원입니다.
# en: The post's "scalar" is 1-D because of its brackets.
sc1, sc2 = torch.tensor([1.0]), torch.tensor([3.0])
print(sc1, sc1.ndim, sc1.shape)
#> tensor([1.]) 1 torch.Size([1])
scalar = torch.tensor(1.0)
print(scalar, scalar.ndim, scalar.shape)
#> tensor(1.) 0 torch.Size([])

# %% stacked
targets = torch.tensor([0.5, 0.25])
two_scalars = torch.stack([torch.tensor(0.5), torch.tensor(0.25)])
print(two_scalars - targets)
#> tensor([0., 0.])
two_vectors = torch.stack([torch.tensor([0.5]), torch.tensor([0.25])])
print(two_vectors - targets)
#> tensor([[ 0.0000,  0.2500],
#>         [-0.2500,  0.0000]])

# %% dot_of_brackets
print(torch.dot(sc1, sc2))
#> tensor(3.)
torch.dot(scalar, scalar)
#! RuntimeError: 1D tensors expected, but got 0D and 0D tensors

# %% not_constant
scalar += 1
print(scalar)
#> tensor(2.)

# %% scalar_arithmetic
one, three = torch.tensor(1.0), torch.tensor(3.0)
print(one + three, one - three, one * three, one / three)
#> tensor(4.) tensor(-2.) tensor(3.) tensor(0.3333)
print(torch.add(one, three), torch.div(one, three))
#> tensor(4.) tensor(0.3333)

# %% short_vectors
for numbers in ([1.0, 2.0], [7.0], []):
    vector = torch.tensor(numbers)
    print(vector, vector.ndim, vector.shape)
#> tensor([1., 2.]) 1 torch.Size([2])
#> tensor([7.]) 1 torch.Size([1])
#> tensor([]) 1 torch.Size([0])

# %% vector_arithmetic
v1, v2 = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([4.0, 5.0, 6.0])
print("operators", v1 + v2, v1 - v2, v1 * v2, v1 / v2)
#> operators tensor([5., 7., 9.]) tensor([-3., -3., -3.]) tensor([ 4., 10., 18.]) tensor([0.2500, 0.4000, 0.5000])
functions = (torch.add, torch.sub, torch.mul, torch.div)
print("functions", *[function(v1, v2) for function in functions])
#> functions tensor([5., 7., 9.]) tensor([-3., -3., -3.]) tensor([ 4., 10., 18.]) tensor([0.2500, 0.4000, 0.5000])


# %% no_blank_line
def as_in_the_post():
    print(f"div_scalar : {v1 / v2}")
    # ko: 원문의 출력에는 여기에 빈 줄이 있습니다.
    # en: The output in the post has an empty line here.
    print(f"add_scalar {torch.add(v1, v2)}")


as_in_the_post()
#> div_scalar : tensor([0.2500, 0.4000, 0.5000])
#> add_scalar tensor([5., 7., 9.])


def with_an_empty_line():
    print(f"div_vector: {v1 / v2}")
    print()
    print(f"add_vector: {torch.add(v1, v2)}")


with_an_empty_line()
#> div_vector: tensor([0.2500, 0.4000, 0.5000])
#>
#> add_vector: tensor([5., 7., 9.])

# %% dot
print(torch.dot(v1, v2), f"dot_scalar {torch.dot(v1, v2)}")
#> tensor(32.) dot_scalar 32.0
torch.dot(v1, v2[:2])
#! RuntimeError: inconsistent tensor size, expected tensor [3] and src [2] to have the same number of elements, but got 3 and 2 elements respectively

# %% matrix_arithmetic
mat1 = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
mat2 = torch.tensor([[5.0, 6.0], [7.0, 8.0]])
print(mat1 + mat2, mat1 - mat2, mat1 / mat2, sep="\n")
#> tensor([[ 6.,  8.],
#>         [10., 12.]])
#> tensor([[-4., -4.],
#>         [-4., -4.]])
#> tensor([[0.2000, 0.3333],
#>         [0.4286, 0.5000]])

# %% two_products
print("element by element", mat1 * mat2, "matrix product", mat1 @ mat2, sep="\n")
#> element by element
#> tensor([[ 5., 12.],
#>         [21., 32.]])
#> matrix product
#> tensor([[19., 22.],
#>         [43., 50.]])

# %% shifted_matrix
import io

text = io.StringIO()
print(mat1, "\n", mat2, file=text)
for line in text.getvalue().splitlines():
    print(repr(line))
#> 'tensor([[1., 2.],'
#> '        [3., 4.]]) '
#> ' tensor([[5., 6.],'
#> '        [7., 8.]])'

text = io.StringIO()
print(mat1, mat2, sep="\n", file=text)
for line in text.getvalue().splitlines():
    print(repr(line))
#> 'tensor([[1., 2.],'
#> '        [3., 4.]])'
#> 'tensor([[5., 6.],'
#> '        [7., 8.]])'

# %% every_ndim
for tensor in (scalar, v1, mat1, torch.stack([mat1, mat2])):
    print(type(tensor), tensor.ndim)
#> <class 'torch.Tensor'> 0
#> <class 'torch.Tensor'> 1
#> <class 'torch.Tensor'> 2
#> <class 'torch.Tensor'> 3

# %% three_dimensions
tensor1 = torch.arange(1.0, 9.0).reshape(2, 2, 2)
tensor2 = torch.arange(9.0, 17.0).reshape(2, 2, 2)
for function in functions:
    result = function(tensor1, tensor2)
    first, last = result[0, 0, 0], result[1, 1, 1]
    print(f"{function.__name__}  first {first:.4f}  last {last:.4f}")
#> add  first 10.0000  last 24.0000
#> sub  first -8.0000  last -8.0000
#> mul  first 9.0000  last 128.0000
#> div  first 0.1111  last 0.5000

print(torch.matmul(tensor1, tensor2))
#> tensor([[[ 31.,  34.],
#>          [ 71.,  78.]],
#>
#>         [[155., 166.],
#>          [211., 226.]]])
print(tensor1[0] @ tensor2[0], tensor1[1] @ tensor2[1], sep="\n")
#> tensor([[31., 34.],
#>         [71., 78.]])
#> tensor([[155., 166.],
#>         [211., 226.]])

# %% parameters
from torch import nn

network = nn.Sequential(
    nn.Linear(1000, 100, bias=False), nn.ReLU(), nn.Linear(100, 10, bias=False)
)
for name, parameter in network.named_parameters():
    print(name, tuple(parameter.shape), f"{parameter.numel():,}")
#> 0.weight (100, 1000) 100,000
#> 2.weight (10, 100) 1,000
parameters = sum(parameter.numel() for parameter in network.parameters())
print(f"{parameters:,}")
#> 101,000

# %% samples_and_features
x = torch.randn(64, 1000)
print("samples", len(x), "numbers in each", x[0].numel(), "in all", x.numel())
#> samples 64 numbers in each 1000 in all 64000

# %% class_numbers
torch.manual_seed(0)
outputs, labels = torch.randn(64, 10), torch.arange(64) % 10
one_hot = nn.functional.one_hot(labels, num_classes=10)
print(outputs.shape, labels.shape, one_hot.shape)
#> torch.Size([64, 10]) torch.Size([64]) torch.Size([64, 10])
print(nn.functional.cross_entropy(outputs, labels))
#> tensor(2.7718)
print(nn.functional.cross_entropy(outputs, one_hot.float()))
#> tensor(2.7718)

# %% targets
torch.manual_seed(0)
x, y = torch.randn(64, 1000), torch.randn(64, 10)
print(y.dtype, y[0, :4])
#> torch.float32 tensor([ 0.4395, -0.7543, -1.1628,  2.0784])


# %% no_seed
def draw():
    x, y = torch.randn(64, 1000), torch.randn(64, 10)
    w1 = torch.randn(1000, 100, requires_grad=True)
    w2 = torch.randn(100, 10, requires_grad=True)
    return x, y, w1, w2


def first_loss():
    x, y, w1, w2 = draw()
    return (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum().item()


print([f"{first_loss():.2e}" for _ in range(3)])
#~ ['3.55e+07', '2.67e+07', '2.81e+07']
seeded = []
for _ in range(3):
    torch.manual_seed(0)
    seeded.append(f"{first_loss():.2e}")
print(seeded)
#> ['2.94e+07', '2.94e+07', '2.94e+07']

# %% not_added
hidden, w2 = torch.ones(64, 100), torch.ones(100, 10)
print((hidden @ w2).shape)
#> torch.Size([64, 10])
hidden + w2
#! RuntimeError: The size of tensor a (100) must match the size of tensor b (10) at non-singleton dimension 1

# %% star
x = torch.randn(64, 1000)
w1 = torch.randn(1000, 100)
print((x @ w1).shape)
#> torch.Size([64, 100])
x * w1
#! RuntimeError: The size of tensor a (1000) must match the size of tensor b (100) at non-singleton dimension 1

# %% double_blanks
text = io.StringIO()
print("Iteration: ", 100, "\t", "Loss: ", 427.82, file=text)
print(repr(text.getvalue()))
#> 'Iteration:  100 \t Loss:  427.82\n'
print(repr(f"Iteration: {100}\tLoss: {427.82:.4f}"))
#> 'Iteration: 100\tLoss: 427.8200'

# %% many_digits
seven_digits = torch.tensor(362.1441)
print(seven_digits.item())
#> 362.14410400390625
print(f"{seven_digits.item():.4f}")
#> 362.1441


# %% ten_bits
def ten_bits(tensor):
    # ko: 값은 float16으로 반올림하고, 기울기는 그대로 통과시킵니다.
    # en: Round the value to float16; let the gradient pass as it is.
    return tensor + (tensor.half().float() - tensor).detach()


weight = torch.tensor(1.0) - 2e-6
print(f"{weight.item():.6f} {ten_bits(weight).item():.6f}")
#> 0.999998 1.000000


# %% ten_bits_training
def train(cut):
    torch.manual_seed(0)
    x, y, w1, w2 = draw()
    losses = []
    for _ in range(500):
        hidden = cut(x).mm(cut(w1)).clamp(min=0)
        loss = (cut(hidden).mm(cut(w2)) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for weight in (w1, w2):
                weight -= 1e-6 * weight.grad
                weight.grad.zero_()
    return losses


full, rounded = train(lambda tensor: tensor), train(ten_bits)
for iteration in (100, 200, 300, 400, 500):
    index = iteration - 1
    print(f"{iteration}  float32 {full[index]:.0e}  ten bits {rounded[index]:.0e}")
#~ 100  float32 4e+02  ten bits 4e+02
#~ 200  float32 1e+00  ten bits 1e+01
#~ 300  float32 7e-03  ten bits 2e+01
#~ 400  float32 2e-04  ten bits 1e+01
#~ 500  float32 3e-05  ten bits 3e+01

# %% ten_bits_words tags=["hidden"]
first, last = f"{full[0]:.0e}", f"{full[-1]:.0e}"

# %% ten_bits_curves
import matplotlib.pyplot as plt

posted = [362.14, 8.02, 10.74, 7.84, 13.47]
plt.figure(figsize=(6, 3.4), layout="constrained")
plt.semilogy(full, label="float32")
plt.semilogy(rounded, linestyle="--", label="10 bits")
plt.semilogy(range(99, 500, 100), posted, "C2s", markersize=8, label="post")
plt.xlabel("iteration", fontsize=13)
plt.ylabel("loss", fontsize=13)
plt.tick_params(labelsize=13)
plt.legend(fontsize=12)
# alt-ko: 가로축은 반복, 세로축은 손실의 로그입니다. 두 곡선은 {first}에서 시작해 100회까지 겹칩니다.
# alt-ko: float32의 곡선은 {last}까지 계속 내려가고, 10비트의 점선은 10 근처에서 오르내립니다.
# alt-ko: 원문의 손실 다섯 개는 네모이고, 처음에는 두 곡선 위에, 그 뒤로는 점선 곁에 있습니다.
# alt-en: The horizontal axis is the iteration, the vertical one the logarithm of the loss.
# alt-en: Both curves start at {first} and coincide up to iteration 100.
# alt-en: That of float32 goes down to {last}; the dashed one of 10 bits goes up and down around 10.
# alt-en: The five losses of the post are squares: the first lies on both, the others close to the dashed one.

# %% ten_bits_hold tags=["hidden"]
assert 1 < min(rounded[299:]) < max(rounded[299:]) < 100
assert full[99] > full[199] > full[299] > full[399] > full[499] and full[499] < 0.1

# %% rates
# ko: 손실 0.1w²를 w = 1에서 열 걸음 내려갑니다. 기울기는 0.2w입니다.
# en: Ten steps down the loss 0.1w² from w = 1; its gradient is 0.2w.
for rate in (0.5, 4.0, 12.0):
    w = 1.0
    for _ in range(10):
        w -= rate * 0.2 * w
    print(f"rate {rate:4}: w = {w:.1e}")
#> rate  0.5: w = 3.5e-01
#> rate  4.0: w = 1.0e-07
#> rate 12.0: w = 2.9e+01

# %% mm
print(mat1.mm(mat2))
#> tensor([[19., 22.],
#>         [43., 50.]])
torch.stack([mat1, mat2]).mm(mat1)
#! RuntimeError: …self must be a matrix…

# %% clamp
values = torch.tensor([-2.0, 1.0, 5.0])
print(values.clamp(min=-1, max=2), values.clamp(min=0), torch.relu(values))
#> tensor([-1.,  1.,  2.]) tensor([0., 1., 5.]) tensor([0., 1., 5.])
# ko: min은 가장 작은 값이 아니라 아래쪽 한계입니다.
# en: min is the lower limit, not the smallest value.
print(torch.tensor([1.0, 2.0]).clamp(min=0))
#> tensor([1., 2.])
# ko: 원문의 식에는 없는 경우: 아래쪽 한계가 위쪽 한계보다 클 때
# en: A case the post's formula does not cover: a lower limit above the upper one
print(values.clamp(min=3, max=2))
#> tensor([2., 2., 2.])

# %% clamp_at_zero
for function in (torch.relu, lambda zero: zero.clamp(min=0)):
    zero = torch.tensor(0.0, requires_grad=True)
    function(zero).backward()
    print(zero.grad)
#> tensor(0.)
#> tensor(0.)

# %% sum_of_squares
prediction, answer = torch.tensor([3.0, 1.0, 2.0]), torch.tensor([1.0, 1.0, 5.0])
print("errors", prediction - answer)
#> errors tensor([ 2.,  0., -3.])
print("loss", (prediction - answer).pow(2).sum())
#> loss tensor(13.)
print("sum", nn.functional.mse_loss(prediction, answer, reduction="sum"))
#> sum tensor(13.)
print("mean", nn.functional.mse_loss(prediction, answer))
#> mean tensor(4.3333)

# %% with_alone
exec("with torch.no_grad():\n    print(torch.is_grad_enabled())")
#> False
exec("with torch.no_grad():")
#! IndentationError: expected an indented block after 'with' statement on line 1

# %% not_frozen
weight = torch.tensor(3.0, requires_grad=True)
weight.pow(2).backward()
print(weight, weight.grad)
#> tensor(3., requires_grad=True) tensor(6.)
with torch.no_grad():
    weight -= 0.1 * weight.grad
    weight.grad.zero_()
    unrecorded = 2 * weight
print(weight, weight.grad)
#> tensor(2.4000, requires_grad=True) tensor(0.)
print((2 * weight).requires_grad, unrecorded.requires_grad)
#> True False

# %% update_outside
weight -= 0.1 * weight.grad
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% adds_up
weight = torch.tensor(3.0, requires_grad=True)
for _ in range(3):
    weight.pow(2).backward()
    print(weight.grad)
#> tensor(6.)
#> tensor(12.)
#> tensor(18.)
