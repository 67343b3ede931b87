"""Models that cannot be built, called, trained or saved, each with its causes and its cure."""

# %% no_super
import torch
from torch import nn


class Forgetful(nn.Module):
    def __init__(self):
        self.layer = nn.ReLU()


Forgetful()
#! AttributeError: cannot assign module before Module.__init__() call


# %% no_parentheses
class AlmostComplete(nn.Module):
    def __init__(self):
        super().__init__
        self.weight = nn.Parameter(torch.ones(2))


AlmostComplete()
#! AttributeError: cannot assign parameters before Module.__init__() call


# %% no_super_cure
class Complete(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.ReLU()


print(Complete())
#> Complete(
#>   (layer): ReLU()
#> )


# %% misspelt_forward
class Misspelt(nn.Module):
    def foward(self, inputs):
        return 2 * inputs


Misspelt()(torch.ones(2))
#! NotImplementedError: Module [Misspelt] is missing the required "forward" function

# %% module_list_called
layers = nn.ModuleList([nn.Linear(2, 4), nn.ReLU()])
layers(torch.ones(2))
#! NotImplementedError: Module [ModuleList] is missing the required "forward" function

# %% module_list_cure
inputs = torch.ones(2)
for layer in layers:
    inputs = layer(inputs)
print(inputs.shape, nn.Sequential(*layers)(torch.ones(2)).shape)
#> torch.Size([4]) torch.Size([4])


# %% no_return
class Silent(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 3)

    def forward(self, inputs):
        self.layer(inputs)


outputs = Silent()(torch.ones(4, 2))
nn.functional.cross_entropy(outputs, torch.tensor([0, 1, 2, 0]))
#! TypeError: cross_entropy_loss(): argument 'input' (position 1) must be Tensor, not NoneType

# %% no_return_mse
nn.functional.mse_loss(outputs, torch.zeros(4, 3))
#! AttributeError: 'NoneType' object has no attribute 'size'


# %% no_return_cure
class Answering(Silent):
    def forward(self, inputs):
        return self.layer(inputs)


outputs = Answering()(torch.ones(4, 2))
labels = torch.tensor([0, 1, 2, 0])
print(nn.functional.cross_entropy(outputs, labels).isfinite())
#> tensor(True)


# %% listed
class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 2), nn.Linear(2, 1)]


torch.optim.SGD(Listed().parameters())
#! ValueError: optimizer got an empty parameter list


# %% listed_cure
class Registered(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 1)])


print(len(list(Registered().parameters())))
#> 4

# %% bare_tensor
weight = torch.ones(2, requires_grad=True)
torch.optim.SGD(weight)
#! TypeError: params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor

# %% bare_tensor_cure
optimizer = torch.optim.SGD([weight])
print(len(optimizer.param_groups[0]["params"]))
#> 1


# %% lambda_inside
class Clipped(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 2)
        self.clip = lambda values: values.relu()

    def forward(self, values):
        return self.clip(self.layer(values))


clipped = Clipped()
torch.save(clipped, "clipped.pth")
#! AttributeError: Can't … local object 'Clipped.__init__.<locals>.<lambda>'


# %% local_class
def build():
    class Local(nn.Module):
        pass

    return Local()


torch.save(build(), "local.pth")
#! AttributeError: Can't … local object 'build.<locals>.Local'

# %% saving_cure
torch.save(clipped.state_dict(), "clipped.pth")

again = Clipped()
again.load_state_dict(torch.load("clipped.pth"))
values = torch.rand(3, 4)
print((again(values) - clipped(values)).abs().max())
#> tensor(0., grad_fn=<MaxBackward1>)


# %% exercise_1
class Doubled(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.second = self.first
        self.others = [nn.Linear(2, 2)]


print(sum(parameter.numel() for parameter in Doubled().parameters()))
#> 6

# %% exercise_1_once tags=["hidden"]
doubled = Doubled()
every = [doubled.first, doubled.second, *doubled.others]
print(sum(p.numel() for layer in every for p in layer.parameters()))
#> 18

# %% exercise_1_twice tags=["hidden"]
print(sum(p.numel() for layer in every[:2] for p in layer.parameters()))
#> 12


# %% exercise_2
def unregistered(model):
    for name, value in vars(model).items():
        if isinstance(value, list) and any(isinstance(one, nn.Module) for one in value):
            yield name


print(list(unregistered(Listed())), list(unregistered(Registered())))
#> ['layers'] []


# %% exercise_3
class Bag(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = {"first": nn.Linear(2, 2)}

    def forward(self, inputs):
        return self.layers["first"](inputs)


print(Bag()(torch.ones(2)).shape, len(Bag().state_dict()))
#> torch.Size([2]) 0


# %% exercise_3_cure
class Shelf(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({"first": nn.Linear(2, 2)})

    def forward(self, inputs):
        return self.layers["first"](inputs)


print(Shelf()(torch.ones(2)).shape, len(Shelf().state_dict()))
#> torch.Size([2]) 2
