"""The faults of post 003, run beside their right forms, in the order of the post."""

# %% no_process
import torch
from torch import nn

layer = nn.Linear(2, 1)
print(layer.forward(torch.ones(2)).shape)
#> torch.Size([1])
layer.process(torch.ones(2))
#! AttributeError: 'Linear' object has no attribute 'process'

# %% functional
import torch.nn.functional as F

print(F.__doc__)
#> Functional interface.
print(torch.autograd.Function.__doc__.splitlines()[0])
#> Base class to create custom `autograd.Function`.


# %% network
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
        x = self.flat(x)
        # print(x.shape)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)

    def flat(self, x):
        return x.view(-1, self.num_flat_features(x))

    def num_flat_features(self, x):
        return x.size()[1:].numel()


torch.manual_seed(0)
net = Net()


# %% docstring
class Posted(nn.Module):
    def forward(self, x):
        """[홈페이지 방법]
        print(x.size()) # 1*6*15*15
        """
        return x


print(Posted.forward.__doc__.splitlines()[0])
#> [홈페이지 방법]

# %% returns_int
maps = torch.zeros(1, 16, 6, 6)
features = net.num_flat_features(maps)
print(features, type(features).__name__)
#> 576 int
print(maps.view(-1, features).shape)
#> torch.Size([1, 576])
example = torch.zeros(120, 6, 6)
features = net.num_flat_features(example)
print(features, example.view(-1, features).shape)
#> 36 torch.Size([120, 36])


# %% without_batch_dimension
one_map = torch.randn(16, 6, 6)
features = net.num_flat_features(one_map)
print(features, tuple(one_map.view(-1, features).shape))
#> 36 (16, 36)


# %% old_super
class Old(nn.Module):
    def __init__(self):
        super(Old, self).__init__()


class New(nn.Module):
    def __init__(self):
        super().__init__()


# ko: 클래스에 다른 이름을 붙이고 옛 이름을 지웁니다.
# en: Give the classes other names, and delete the old ones.
renamed_old, renamed_new = Old, New
del Old, New
print(renamed_new())
#> New()
renamed_old()
#! NameError: name 'Old' is not defined


# %% stride_one
maps = F.max_pool2d(net.conv1(torch.zeros(1, 1, 32, 32)), 2, stride=1)
print(maps.shape)
#> torch.Size([1, 6, 29, 29])
maps = F.max_pool2d(net.conv2(maps), 2)
print(maps.shape)
#> torch.Size([1, 16, 13, 13])
net.fc1(maps.flatten(start_dim=1))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (1x2704 and 576x120)


# %% listed
class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=3)
        self.classes = "ten"
        self.mean = torch.empty(())
        self.scale = nn.Parameter(torch.empty(()))


print(Listed())
#> Listed(
#>   (conv1): Conv2d(1, 6, kernel_size=(3, 3), stride=(1, 1))
#> )

# %% ten_tensors
for name in ("conv1", "conv2", "fc1", "fc2", "fc3"):
    layer = getattr(net, name)
    print(name, tuple(layer.weight.shape), tuple(layer.bias.shape))
#> conv1 (6, 1, 3, 3) (6,)
#> conv2 (16, 6, 3, 3) (16,)
#> fc1 (120, 576) (120,)
#> fc2 (84, 120) (84,)
#> fc3 (10, 84) (10,)
parameters = sum(parameter.numel() for parameter in net.parameters())
print(len(list(net.parameters())), "tensors,", parameters, "numbers")
#> 10 tensors, 81194 numbers

# %% as_posted
torch.manual_seed(1)
image = torch.randn(1, 1, 32, 32)
out = net(image)
print(out)
#> tensor([[ 0.0502, -0.0918, -0.0362, -0.0324, -0.2173,  0.0406, -0.0251,  0.1878,
#>           0.0142, -0.0628]], grad_fn=<AddmmBackward0>)


# %% with_prints
class Talking(Net):
    def flat(self, x):
        print("num_flat_feature를 하기 전의 x의", x.shape)
        x = super().flat(x)
        print("num_flat_feature를 하고 난 후의 x의", x.shape)
        return x


talking = Talking()
talking.load_state_dict(net.state_dict())
print((talking(image) - out).abs().max().item())
#> num_flat_feature를 하기 전의 x의 torch.Size([1, 16, 6, 6])
#> num_flat_feature를 하고 난 후의 x의 torch.Size([1, 576])
#> 0.0

# %% input_name
input = image
input("Continue? ")
#! TypeError: 'Tensor' object is not callable

# %% single_sample
sample = torch.randn(1, 32, 32)
print(net.conv1(sample).shape)
#> torch.Size([6, 30, 30])
print(F.max_pool2d(net.conv1(sample), 2).shape)
#> torch.Size([6, 15, 15])
print(net.fc1(torch.randn(576)).shape)
#> torch.Size([120])

# %% without_batch
net(sample)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (16x36 and 576x120)

# %% unsqueeze_returns
sample.unsqueeze(0)
print(sample.shape)
#> torch.Size([1, 32, 32])
sample = sample.unsqueeze(0)
print(sample.shape, net(sample).shape)
#> torch.Size([1, 1, 32, 32]) torch.Size([1, 10])

# %% other_size
for side in (30, 33):
    print(side, net(torch.randn(1, 1, side, side)).shape)
#> 30 torch.Size([1, 10])
#> 33 torch.Size([1, 10])
net(torch.randn(1, 1, 29, 29))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (1x400 and 576x120)

# %% given_gradient
out.backward(torch.ones(1, 10))
print(net.conv1.bias.grad.shape, image.grad)
#> torch.Size([6]) None
net.zero_grad()
print(net.conv1.bias.grad)
#> None
out.backward(torch.ones(1, 10))
#! RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# %% unseeded
target = torch.zeros(1, 10)
criterion = nn.MSELoss()
for seed in (0, 1, 2, 0):
    torch.manual_seed(seed)
    random_target = torch.randn(1, 10)
    random_loss = criterion(Net()(image), random_target)
    print(f"seed {seed}: loss {random_loss:.4f}")
#> seed 0: loss 1.2510
#> seed 1: loss 0.4867
#> seed 2: loss 0.5234
#> seed 0: loss 1.2510

# %% only_printed
row, column = torch.zeros(1, 10), torch.zeros(10, 1)
print(f"{row.size()}  ==(같아야 한다) {column.size()}")
#> torch.Size([1, 10])  ==(같아야 한다) torch.Size([10, 1])
print(row.shape == column.shape)
#> False

# %% target
target = torch.randn(10)
print(tuple(target.unsqueeze(1).shape), tuple(target.unsqueeze(0).shape))
#> (10, 1) (1, 10)

target = target.view(1, -1)
out = net(image)
assert out.shape == target.shape
print(out.shape, target.shape)
#> torch.Size([1, 10]) torch.Size([1, 10])

# %% broadcast_loss
torch.manual_seed(0)
guess, answer = torch.randn(1, 10), torch.randn(10)
print(criterion(guess, answer.view(1, -1)))
#> tensor(1.1550)
print(criterion(guess, answer.view(-1, 1)))
#> tensor(1.7213)
#! UserWarning: Using a target size (torch.Size([10, 1])) that is different to the input size (torch.Size([1, 10])). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.

# %% node_addresses
loss = criterion(net(image), target)
mse = loss.grad_fn
addmm = mse.next_functions[0][0]
bias_node = addmm.next_functions[0][0]

# ko: 셋을 모두 변수로 붙들고 있으면 주소가 겹치지 않습니다.
# en: As long as variables hold all three, no two share an address.
nodes = [mse, addmm, bias_node]
print(len({id(node) for node in nodes}), [node.name() for node in nodes])
#> 3 ['MseLossBackward0', 'AddmmBackward0', 'torch::autograd::AccumulateGrad']
print(mse)
#> <MseLossBackward0 object at 0x…>

# %% chain
PATH = ("Addmm", "Relu", "View", "MaxPool2D", "Convolution")


def next_on_path(node):
    for candidate, _ in node.next_functions:
        if candidate is not None and candidate.name().startswith(PATH):
            return candidate


chain = [loss.grad_fn]
while following := next_on_path(chain[-1]):
    chain.append(following)
print(*[node.name() for node in chain], sep="\n")
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

# %% edges
for node in nodes[:2]:
    print(node.name(), [edge and edge.name() for edge, _ in node.next_functions])
#> MseLossBackward0 ['AddmmBackward0', None]
#> AddmmBackward0 ['torch::autograd::AccumulateGrad', 'ReluBackward0', 'TBackward0']

# %% not_the_latest
loss = criterion(net(image), target)
later = loss.exp()
# ko: 마지막 연산은 exp지만 loss가 가리키는 것은 loss를 만든 연산입니다.
# en: The last operation is exp, yet loss still points to the one that made it.
print(loss.grad_fn.name(), later.grad_fn.name())
#> MseLossBackward0 ExpBackward0

# %% node_documentation
print(torch.autograd.graph.Node.next_functions.__doc__.strip().splitlines()[0])
#> Return the edges from this node to its input functions.

# %% lost_label
print("\n bias 들의 실제 값 = ", net.conv1.bias)
#>  bias 들의 실제 값 =  Parameter containing:
#> tensor([ 0.2235, -0.1963,  0.0621, -0.2584, -0.2310, -0.1722],
#>        requires_grad=True)

# %% backward_alone
from unittest import mock

net.zero_grad()
with mock.patch("torch.autograd.grad") as function:
    loss.backward()
print(function.call_count, net.conv1.bias.grad.shape)
#> 0 torch.Size([6])

# %% grad_is_a_value
print(type(net.conv1.bias.grad), callable(net.conv1.bias.grad))
#> <class 'torch.Tensor'> False
net.conv1.bias.grad()
#! TypeError: 'Tensor' object is not callable

# %% no_layer_conv2d
print(net.conv1.weight.shape)
#> torch.Size([6, 1, 3, 3])
F.conv2d.weight
#! AttributeError: 'builtin_function_or_method' object has no attribute 'weight'

# %% updated_before
weight = torch.tensor(1.0, requires_grad=True)
(weight**2).backward()
print(f"updated: {weight:.2f}")
#> updated: 1.00
weight.data.sub_(weight.grad.data * 0.01)
print(f"updated: {weight:.2f}")
#> updated: 0.98

# %% step_twice
# ko: 역전파를 다시 하지 않고 갱신만 또 실행합니다.
# en: Only the update is run again, without a new backward pass.
weight.data.sub_(weight.grad.data * 0.01)
print(f"gradient {weight.grad:.2f}, weight {weight:.4f}")
#> gradient 2.00, weight 0.9600

# ko: 0.98에서 역전파를 다시 하면 기울기도 달라집니다.
# en: A new backward pass at 0.98 gives another gradient.
renewed = torch.tensor(0.98, requires_grad=True)
(renewed**2).backward()
with torch.no_grad():
    renewed -= 0.01 * renewed.grad
print(f"gradient {renewed.grad:.2f}, weight {renewed:.4f}")
#> gradient 1.96, weight 0.9604

# %% no_gradient_yet
fresh = Net()
fresh.conv1.bias.data.sub_(fresh.conv1.bias.grad.data)
#! AttributeError: 'NoneType' object has no attribute 'data'

# %% grad_data
grad = net.conv1.bias.grad
print(grad.requires_grad, grad.grad_fn)
#> False None
grad.data[0] = 7.0
print(grad[0])
#> tensor(7.)

# %% not_stochastic
torch.manual_seed(0)
images, targets = torch.randn(64, 1, 32, 32), torch.randn(64, 10)


def first_gradient(indices):
    net.zero_grad()
    criterion(net(images[indices]), targets[indices]).backward()
    return net.conv1.bias.grad[0].item()


print([f"{first_gradient([0]):.4f}" for _ in range(3)])
#> ['0.0196', '0.0196', '0.0196']
print([f"{first_gradient(torch.randperm(64)[:8]):.4f}" for _ in range(3)])
#> ['0.0031', '0.0039', '0.0033']

# %% loop
torch.manual_seed(0)
net, target = Net(), torch.randn(1, 10)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
for step in range(5):
    loss = criterion(net(image), target)
    print(f"step {step}: loss {loss.item():.3f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
#> step 0: loss 1.582
#> step 1: loss 1.538
#> step 2: loss 1.499
#> step 3: loss 1.462
#> step 4: loss 1.426

# %% stop
optimizer.stop()
#! AttributeError: 'SGD' object has no attribute 'stop'
