"""Common mistakes with shapes, dtypes, devices and modules, each with its cure."""

# %% linear_input
import torch
from torch import nn

layer = nn.Linear(28 * 28, 10)
image = torch.rand(28, 28)
layer(image)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (28x28 and 784x10)

# %% linear_input_cure
batch = image.unsqueeze(0).flatten(start_dim=1)
print(batch.shape)
#> torch.Size([1, 784])
print(layer(batch).shape)
#> torch.Size([1, 10])

# %% view_size
images = torch.rand(32, 3, 32, 32)
images.view(-1, 32 * 3 * 3)
#! RuntimeError: shape '[-1, 288]' is invalid for input of size 98304

# %% view_silent
torch.rand(33, 3, 32, 32).view(-1, 32 * 3 * 3).shape
#> torch.Size([352, 288])

# %% view_size_cure
print(images.flatten(start_dim=1).shape)
#> torch.Size([32, 3072])
print(images.view(images.size(0), -1).shape)
#> torch.Size([32, 3072])

# %% star
inputs = torch.rand(64, 1000)
weight = torch.rand(1000, 100)
inputs * weight
#! RuntimeError: The size of tensor a (1000) must match the size of tensor b (100) at non-singleton dimension 1

# %% star_cure
(inputs @ weight).shape
#> torch.Size([64, 100])

# %% broadcast
predictions = torch.tensor([[1.0], [2.0], [3.0]])
targets = torch.tensor([1.0, 2.0, 3.0])
nn.functional.mse_loss(predictions, targets)
#> tensor(1.3333)
#! UserWarning: Using a target size (torch.Size([3])) that is different to the input size (torch.Size([3, 1])). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.

# %% broadcast_why
predictions - targets
#> tensor([[ 0., -1., -2.],
#>         [ 1.,  0., -1.],
#>         [ 2.,  1.,  0.]])

# %% broadcast_cure
nn.functional.mse_loss(predictions, targets.unsqueeze(1))
#> tensor(0.)

# %% double
import numpy as np

samples = torch.from_numpy(np.array([[0.5, 1.5, 2.5]]))
small_layer = nn.Linear(3, 2)
small_layer(samples)
#! RuntimeError: mat1 and mat2 must have the same dtype, but got Double and Float

# %% double_cure
print(samples, small_layer.weight.dtype)
#> tensor([[0.5000, 1.5000, 2.5000]], dtype=torch.float64) torch.float32
output = small_layer(samples.float())
print(output.shape, output.dtype)
#> torch.Size([1, 2]) torch.float32

# %% float_labels
logits = torch.tensor([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]])
labels = torch.tensor([0.0, 2.0])
nn.functional.cross_entropy(logits, labels)
#! RuntimeError: expected target dtype to be Long or Byte, but got Float

# %% float_labels_cure
nn.functional.cross_entropy(logits, labels.long())
#> tensor(0.2056)

# %% two_devices
# ko: GPU가 없어도 보이도록 "meta" 장치가 두 번째 장치 노릇을 합니다.
# en: The "meta" device plays the second device, so no GPU is needed to see it.
far_layer = nn.Linear(3, 2, device="meta")
features = torch.rand(1, 3)
far_layer(features)
#! RuntimeError: Tensor on device meta is not on the expected device cpu!

# %% lost_move
features.to("meta")
features.device
#> device(type='cpu')

# %% two_devices_cure
features = features.to(far_layer.weight.device)
print(features.device, far_layer(features).shape)
#> meta torch.Size([1, 2])

# %% transposed_view
table = torch.arange(6).reshape(2, 3)
turned = table.T
print(turned.is_contiguous())
#> False
turned.view(6)
#! RuntimeError: view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.

# %% transposed_view_cure
print(turned.reshape(6))
#> tensor([0, 3, 1, 4, 2, 5])
print(turned.contiguous().view(6))
#> tensor([0, 3, 1, 4, 2, 5])

# %% item
losses = torch.tensor([0.5, 0.25])
losses.item()
#! RuntimeError: a Tensor with 2 elements cannot be converted to Scalar

# %% item_cure
print(losses.tolist(), losses.mean().item(), losses[1].item())
#> [0.5, 0.25] 0.375 0.25


# %% no_super
class Forgetful(nn.Module):
    def __init__(self):
        self.layer = nn.ReLU()


Forgetful()
#! AttributeError: cannot assign module before Module.__init__() call


# %% no_super_cure
class Complete(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.ReLU()


print(Complete())
#> Complete(
#>   (layer): ReLU()
#> )

# %% exercise_1
one_hot = nn.functional.one_hot(torch.tensor([0, 2]), num_classes=3)
nn.functional.cross_entropy(logits, one_hot)
#! RuntimeError: Expected floating point type for target with class probabilities, got Long

# %% exercise_1_cure
print(nn.functional.cross_entropy(logits, one_hot.float()))
#> tensor(0.2056)
print(nn.functional.cross_entropy(logits, one_hot.argmax(dim=1)))
#> tensor(0.2056)

# %% exercise_2
above = losses > 0.3
print(above)
#> tensor([ True, False])
if above:
    print("large")
#! RuntimeError: Boolean value of Tensor with more than one value is ambiguous

# %% exercise_2_cure
print(above.any().item(), above.all().item())
#> True False
