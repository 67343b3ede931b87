"""An operation of one's own with a gradient of one's own."""

# %% my_relu
import torch


class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        #* ko: 역전파에서 쓸 텐서를 맡깁니다.
        #* en: Keeps a tensor for the backward pass.
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        #* ko: 받은 기울기를 그대로 고치면 안 되므로 복사합니다.
        #* en: A copy, because the gradient that came in must not be changed.
        grad_x = grad_output.clone()
        grad_x[x <= 0] = 0
        return grad_x


# %% apply
relu = MyReLU.apply

values = torch.tensor([-1.0, 0.5, 2.0], requires_grad=True)
result = relu(values)
print(result)
#> tensor([0.0000, 0.5000, 2.0000], grad_fn=<MyReLUBackward>)

result.backward(torch.tensor([10.0, 20.0, 30.0]))
print(values.grad)
#> tensor([ 0., 20., 30.])

# %% not_the_class
MyReLU(values)
#> <__main__.MyReLU object at 0x…>
#! DeprecationWarning: <class '__main__.MyReLU'> should not be instantiated. Methods on autograd functions are all static, so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.


# %% at_zero
def slope_at_zero(activation):
    zero = torch.zeros(1, requires_grad=True)
    activation(zero).backward()
    return zero.grad.item()


print(slope_at_zero(relu), slope_at_zero(torch.relu))
#> 0.0 0.0
print(slope_at_zero(lambda x: x.clamp(min=0)))
#> 0.0

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


print(torch.equal(WrongReLU.apply(points), relu(points)))
#> True
print(torch.autograd.gradcheck(WrongReLU.apply, points, raise_exception=False))
#> False

# %% single_precision
points32 = points.detach().float().requires_grad_(True)
torch.autograd.gradcheck(relu, points32, raise_exception=False)
#> False
#! UserWarning: Input #0 requires gradient and is not a double precision floating point or complex. This check will likely fail if all the inputs are not of double precision floating point or complex.

# %% data
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
N, D_IN, H, D_OUT = 64, 1000, 100, 10

torch.manual_seed(0)
x = torch.randn(N, D_IN).to(device)
y = torch.randn(N, D_OUT).to(device)
w1_start = torch.randn(D_IN, H).to(device)
w2_start = torch.randn(H, D_OUT).to(device)
for tensor in (x, w1_start, w2_start, y):
    print(tuple(tensor.shape))
#> (64, 1000)
#> (1000, 100)
#> (100, 10)
#> (64, 10)


# %% train
def train(activation):
    w1 = w1_start.clone().requires_grad_(True)
    w2 = w2_start.clone().requires_grad_(True)
    learning_rate = 1e-6
    losses = []

    for _ in range(500):
        y_pred = activation(x.mm(w1)).mm(w2)
        loss = (y_pred - y).pow(2).sum()
        losses.append(loss.item())

        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
    return losses


losses_own = train(relu)
losses_builtin = train(lambda x: x.clamp(min=0))
for step in range(99, 500, 100):
    print(step, f"{losses_own[step]:.4e}", f"{losses_builtin[step]:.4e}")
#~ 99 4.2782e+02 4.2782e+02
#~ 199 1.4479e+00 1.4479e+00
#~ 299 7.4398e-03 7.4398e-03
#~ 399 1.6331e-04 1.6331e-04
#~ 499 3.0102e-05 3.0102e-05

# %% same_losses
shown = losses_own[99::100]
assert shown == sorted(shown, reverse=True)
assert 100 < shown[0] < 2000 and shown[-1] < 0.1

torch.testing.assert_close(losses_own[:100], losses_builtin[:100], rtol=1e-2, atol=0.0)
print(f"{losses_own[0]:.4e}", losses_own[0] == losses_builtin[0])
#> 2.9429e+07 True

# %% exercise_1
corner = torch.zeros(3, dtype=torch.double, requires_grad=True)
for activation in (relu, torch.relu):
    print(torch.autograd.gradcheck(activation, corner, raise_exception=False))
#> False
#> False


# %% exercise_2
class MyExp(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x.exp()

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, grad_output):
        (result,) = ctx.saved_tensors
        return grad_output * result


torch.testing.assert_close(MyExp.apply(points), points.exp())
print(torch.autograd.gradcheck(MyExp.apply, points))
#> True
