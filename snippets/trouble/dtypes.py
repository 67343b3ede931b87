"""Dtypes, labels, devices and single values that do not fit, each with its causes and cures."""

# %% double
import numpy as np
import torch
from torch import nn

layer = nn.Linear(3, 2)
samples = torch.from_numpy(np.array([[0.5, 1.5, 2.5]]))
layer(samples)
#! RuntimeError: mat1 and mat2 must have the same dtype, but got Double and Float

# %% double_cure
print(samples.dtype, layer.weight.dtype)
#> torch.float64 torch.float32
print(layer(samples.float()).dtype)
#> torch.float32

# %% pixels
pixels = torch.randint(256, (4, 3, 8, 8), dtype=torch.uint8)
nn.Conv2d(3, 8, 3)(pixels)
#! RuntimeError: Input type (unsigned char) and bias type (float) should be the same

# %% pixels_cure
nn.Conv2d(3, 8, 3)(pixels.float() / 255).shape
#> torch.Size([4, 8, 6, 6])

# %% by_hand
samples @ layer.weight.T
#! RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float

# %% by_hand_cure
(samples.to(layer.weight.dtype) @ layer.weight.T).dtype
#> torch.float32

# %% whole_mean
counts = torch.tensor([1, 2, 4])
counts.mean()
#! NotImplementedError: mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long

# %% whole_softmax
counts.softmax(dim=0)
#! NotImplementedError: "softmax_lastdim_kernel_impl" not implemented for 'Long'

# %% whole_cure
print(counts.float().mean(), counts.float().softmax(dim=0))
#> tensor(2.3333) tensor([0.0420, 0.1142, 0.8438])

# %% whole_in_place
counts.mul_(0.5)
#! RuntimeError: result type Float can't be cast to the desired output type Long

# %% whole_in_place_cure
counts * 0.5
#> tensor([0.5000, 1.0000, 2.0000])

# %% minus_mask
mask = counts > 1
1 - mask
#! NotImplementedError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.

# %% minus_mask_cure
~mask
#> tensor([ True, False, False])

# %% float_labels
logits = torch.tensor([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]])
labels = torch.tensor([0.0, 2.0])
nn.functional.cross_entropy(logits, labels)
#! RuntimeError: expected target dtype to be Long or Byte, but got Float

# %% float_labels_cure
nn.functional.cross_entropy(logits, labels.long())
#> tensor(0.2056)

# %% one_hot
one_hot = nn.functional.one_hot(labels.long(), num_classes=3)
nn.functional.cross_entropy(logits, one_hot)
#! RuntimeError: Expected floating point type for target with class probabilities, got Long

# %% one_hot_cure
print(nn.functional.cross_entropy(logits, one_hot.float()))
#> tensor(0.2056)
print(nn.functional.cross_entropy(logits, one_hot.argmax(dim=1)))
#> tensor(0.2056)

# %% label_column
column = torch.tensor([[0], [2]])
nn.functional.cross_entropy(logits, column)
#! RuntimeError: 0D or 1D target tensor expected, multi-target not supported

# %% label_column_cure
nn.functional.cross_entropy(logits, column.squeeze(1))
#> tensor(0.2056)

# %% whole_bce
answers = torch.tensor([0, 1])
nn.functional.binary_cross_entropy_with_logits(logits[:, 0], answers)
#! RuntimeError: result type Float can't be cast to the desired output type Long

# %% whole_bce_cure
nn.functional.binary_cross_entropy_with_logits(logits[:, 0], answers.float())
#> tensor(1.4100)

# %% from_one
classes = torch.tensor([1, 3])
nn.functional.cross_entropy(logits, classes)
#! IndexError: Target 3 is out of bounds.

# %% from_one_cure
nn.functional.cross_entropy(logits, classes - 1)
#> tensor(0.2056)

# %% too_few_outputs
wide = torch.tensor([1, 4])
print(wide.max().item() + 1, "classes,", logits.shape[1], "outputs")
#> 5 classes, 3 outputs
nn.functional.cross_entropy(logits, wide)
#! IndexError: Target 4 is out of bounds.

# %% too_few_outputs_cure
more = nn.Linear(3, 5)(torch.rand(2, 3))
nn.functional.cross_entropy(more, wide).isfinite()
#> tensor(True)

# %% ignored
unknown = torch.tensor([0, -1])
nn.functional.cross_entropy(logits, unknown)
#! IndexError: Target -1 is out of bounds.

# %% ignored_cure
nn.functional.cross_entropy(logits, unknown, ignore_index=-1)
#> tensor(0.2413)

# %% embedding
words = nn.Embedding(num_embeddings=10, embedding_dim=4)
words(torch.tensor([2, 10]))
#! IndexError: index out of range in self

# %% embedding_cure
nn.Embedding(num_embeddings=11, embedding_dim=4)(torch.tensor([2, 10])).shape
#> torch.Size([2, 4])

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

# %% lost_move_kept tags=["hidden"]
features.to("meta").device
#> device(type='meta')

# %% lost_move_returned tags=["hidden"]
features.to("meta")
#> tensor(..., device='meta', size=(1, 3))

# %% two_devices_cure
features = features.to(far_layer.weight.device)
print(features.device, far_layer(features).shape)
#> meta torch.Size([1, 2])

# %% made_inside
positions = torch.arange(3)
features + positions
#! RuntimeError: Tensor on device cpu is not on the expected device meta!

# %% made_inside_cure
positions = torch.arange(3, device=features.device)
(features + positions).shape
#> torch.Size([1, 3])

# %% far_numpy
features.numpy()
#! TypeError: can't convert meta device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.

# %% item
losses = torch.tensor([0.5, 0.25])
losses.item()
#! RuntimeError: a Tensor with 2 elements cannot be converted to Scalar

# %% item_float
float(losses)
#! ValueError: only one element tensors can be converted to Python scalars

# %% item_format
f"{losses:.2f}"
#! TypeError: unsupported format string passed to Tensor.__format__

# %% item_if
if losses > 0.3:
    print("large")
#! RuntimeError: Boolean value of Tensor with more than one value is ambiguous

# %% item_cure
print(losses.tolist(), losses.mean().item(), f"{losses[1]:.2f}")
#> [0.5, 0.25] 0.375 0.25
print((losses > 0.3).any().item(), (losses > 0.3).all().item())
#> True False

# %% not_a_tensor
layer([0.5, 1.5, 2.5])
#! TypeError: linear(): argument 'input' (position 1) must be Tensor, not list

# %% not_a_tensor_cure
layer(torch.tensor([0.5, 1.5, 2.5])).shape
#> torch.Size([2])

# %% words_in_data
table = np.array([[1.5, "yes"], [2.5, "no"]], dtype=object)
torch.from_numpy(table)
#! TypeError: can't convert np.ndarray of type numpy.object_. The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool.

# %% words_in_list
torch.tensor(["yes", "no"])
#! ValueError: too many dimensions 'str'

# %% missing_value
torch.tensor([1.5, None])
#! RuntimeError: Could not infer dtype of NoneType

# %% not_numbers_cure
numbers = torch.from_numpy(table[:, 0].astype(np.float32))
answers = torch.from_numpy((table[:, 1] == "yes").astype(np.float32))
print(numbers, answers, torch.tensor([1.5, float("nan")]))
#> tensor([1.5000, 2.5000]) tensor([1., 0.]) tensor([1.5000,    nan])

# %% exercise_1
print((torch.tensor([1, 2]) / 2).dtype, (torch.tensor([1, 2]) * 2).dtype)
#> torch.float32 torch.int64


# %% exercise_2
def check_labels(labels, outputs):
    if labels.dtype != torch.int64:
        raise TypeError(f"class numbers are {labels.dtype}")
    low, high = labels.min().item(), labels.max().item()
    if low < 0 or high >= outputs:
        raise ValueError(f"{low} to {high} for {outputs} outputs")


check_labels(torch.tensor([1, 2, 3]), outputs=3)
#! ValueError: 1 to 3 for 3 outputs


# %% exercise_3
class Shifted(nn.Module):
    def __init__(self):
        super().__init__()
        self.shift = torch.ones(3)

    def forward(self, inputs):
        return inputs + self.shift


Shifted().to("meta")(torch.rand(1, 3, device="meta"))
#! RuntimeError: Tensor on device cpu is not on the expected device meta!


# %% exercise_3_cure
class Registered(Shifted):
    def __init__(self):
        nn.Module.__init__(self)
        self.register_buffer("shift", torch.ones(3))


Registered().to("meta")(torch.rand(1, 3, device="meta")).device
#> device(type='meta')
