"""NumPy and PyTorch side by side: what is alike, and the differences that bite."""

# %% multiply
import numpy as np
import torch

left, right = np.array([[1, 2], [3, 4]]), np.array([[5, 6], [7, 8]])
print(np.multiply(left, right), left @ right)
#> [[ 5 12]
#>  [21 32]] [[19 22]
#>  [43 50]]
left, right = torch.tensor([[1, 2], [3, 4]]), torch.tensor([[5, 6], [7, 8]])
print(torch.mul(left, right), left @ right)
#> tensor([[ 5, 12],
#>         [21, 32]]) tensor([[19, 22],
#>         [43, 50]])

# %% integers
values = [[2, 3, 5], [1, 2, 9]]
print(np.array(values).dtype, torch.tensor(values).dtype)
#> int64 torch.int64

# %% float_default
one_tenth_numpy = np.array([0.1])
one_tenth_torch = torch.tensor([0.1])
print(one_tenth_numpy.dtype, one_tenth_numpy.item())
#> float64 0.1
print(one_tenth_torch.dtype, one_tenth_torch.item())
#> torch.float32 0.10000000149011612

# %% random
generator = np.random.default_rng(0)
torch.manual_seed(0)
print(generator.random((2, 2)))
#> [[0.63696169 0.26978671]
#>  [0.04097352 0.01652764]]
print(torch.rand(2, 2))
#> tensor([[0.4963, 0.7682],
#>         [0.0885, 0.1320]])

# %% shape
array, tensor = np.array(values), torch.tensor(values)
print(array.shape, tensor.shape)
#> (2, 3) torch.Size([2, 3])
print(array.size, tensor.numel())  # ko: 요소의 개수 | en: the number of elements
#> 6 6
print(tensor.size())  # ko: 형태 | en: the shape
#> torch.Size([2, 3])

# %% tuple_needed
print(torch.zeros(2, 3).shape, torch.zeros((2, 3)).shape, np.zeros((2, 3)).shape)
#> torch.Size([2, 3]) torch.Size([2, 3]) (2, 3)
np.zeros(2, 3)
#! TypeError: Cannot interpret '3' as a data type

# %% identity
print(np.identity(2))
#> [[1. 0.]
#>  [0. 1.]]
print(torch.eye(2))
#> tensor([[1., 0.],
#>         [0., 1.]])
print(np.eye(2, 3).shape, torch.eye(2, 3).shape)
#> (2, 3) torch.Size([2, 3])

# %% matmul_batch
left_batch = np.ones((2, 3, 4))
right_batch = np.ones((2, 4, 5))
print(np.dot(left_batch, right_batch).shape)
#> (2, 3, 2, 5)
print(np.matmul(left_batch, right_batch).shape)
#> (2, 3, 5)
print(torch.matmul(torch.tensor(left_batch), torch.tensor(right_batch)).shape)
#> torch.Size([2, 3, 5])

# %% std
scores = [1.0, 2.0, 3.0, 4.0]
print(np.std(scores))
#> 1.118033988749895
print(torch.tensor(scores).std())
#> tensor(1.2910)
print(torch.tensor(scores).std(correction=0))
#> tensor(1.1180)

# %% convert
array = np.array([[2, 3, 5], [1, 2, 9]])
from_array = torch.from_numpy(array)
back_again = from_array.numpy()
print(type(from_array).__name__, type(back_again).__name__)
#> Tensor ndarray

# %% tensor_changes
tensor = torch.ones(5)
array = tensor.numpy()
tensor.add_(1)
print(array)
#> [2. 2. 2. 2. 2.]

# %% array_changes
array = np.ones(5)
tensor = torch.from_numpy(array)
np.add(array, 1, out=array)
print(tensor)
#> tensor([2., 2., 2., 2., 2.], dtype=torch.float64)

# %% copy_or_share
array = np.zeros(3)
shared = torch.from_numpy(array)
copied = torch.tensor(array)
array[0] = 7
print(shared)
#> tensor([7., 0., 0.], dtype=torch.float64)
print(copied)
#> tensor([0., 0., 0.], dtype=torch.float64)

# %% drawing tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)


def draw_buffers(array, shared, copied):
    """Two strips of memory: one that array and tensor share, one of the copy alone."""
    figure, panel = plt.subplots(figsize=(4.8, 2.9), layout="constrained")
    strips = [(0.0, array.tolist(), "#cfe3fa"), (-2.6, copied.tolist(), "#fbd9c8")]
    for bottom, values, face in strips:
        for place, value in enumerate(values):
            panel.add_patch(
                plt.Rectangle(
                    (3.6 + place, bottom), 1, 1, facecolor=face, edgecolor="#444444"
                )
            )
            at = 4.1 + place, bottom + 0.5
            panel.text(*at, f"{value:g}", ha="center", va="center", color="#111111")
    labels = [
        (1.2, "array", 0.75),
        (-0.2, "from_numpy(array)", 0.3),
        (-2.1, "tensor(array)", -2.1),
    ]
    for height, label, aim in labels:
        panel.text(
            0, height, label, ha="center", va="center", family="monospace", fontsize=12
        )
        arrow = {"arrowstyle": "->", "color": "#123456", "lw": 1.8}
        panel.annotate(
            "", (3.5, aim), (2.6 if "(" in label else 1.0, height), arrowprops=arrow
        )
    panel.set(xlim=(-2.7, 6.7), ylim=(-2.9, 1.8), aspect="equal")
    panel.axis("off")

# %% buffer_numbers tags=["hidden"]
cells, first_shared, first_copied = len(array), int(shared[0]), int(copied[0])

# %% buffers
draw_buffers(array, shared, copied)
# alt-ko: 메모리를 칸 {cells}개짜리 띠로 그렸습니다. 위의 띠는 array와 from_numpy(array)가 함께 가리키며
# alt-ko: 첫 칸이 {first_shared}입니다. 아래 띠는 tensor(array)만 가리키고 첫 칸이 {first_copied}입니다.
# alt-en: Memory drawn as strips of {cells} boxes. array and from_numpy(array) both point to the upper
# alt-en: one, whose first box holds {first_shared}; tensor(array) alone points to the lower, with {first_copied}.

# %% shared_update
array = np.zeros(3)
tensor = torch.from_numpy(array)
array += 1
print(tensor)
#> tensor([1., 1., 1.], dtype=torch.float64)

# %% believed_copied tags=["hidden"]
print(torch.tensor(np.zeros(3)))
#> tensor([0., 0., 0.], dtype=torch.float64)

# %% believed_float32 tags=["hidden"]
print(torch.ones(3))
#> tensor([1., 1., 1.])

# %% reused_buffer
buffer = np.zeros(2)
samples = []
for number in range(3):
    buffer[:] = number
    samples.append(torch.from_numpy(buffer))
print(samples)
#> [tensor([2., 2.], dtype=torch.float64), tensor([2., 2.], dtype=torch.float64), tensor([2., 2.], dtype=torch.float64)]

# %% silent_promotion
features = torch.from_numpy(np.array([[0.5, 1.5], [2.5, 3.5]]))
scaled = features * torch.ones(2)
print(scaled.dtype, scaled.element_size())
#> torch.float64 8

# %% mixed_dtypes
weights = torch.ones(2, 2)
features @ weights
#! RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float

# %% mixed_dtypes_right
features_float32 = features.to(torch.float32)
print(features_float32 @ weights)
#> tensor([[2., 2.],
#>         [6., 6.]])

# %% needs_grad
scale = torch.ones(3, requires_grad=True)
scale.numpy()
#! RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# %% needs_grad_cure
scale_array = scale.detach().numpy()
scale_array[0] = 7  # ko: 여전히 같은 메모리입니다 | en: still the same memory
print(scale)
#> tensor([7., 1., 1.], requires_grad=True)

# %% from_device tags=["devices"]
device = (
    torch.accelerator.current_accelerator()
    if torch.accelerator.is_available()
    else torch.device("cpu")
)
far = torch.ones(3, device=device)
print(far.numpy())
#> [1. 1. 1.]

# %% anywhere
print(far.detach().cpu().numpy())
#> [1. 1. 1.]
print(scale.numpy(force=True))
#> [7. 1. 1.]

# %% exercise_1
array = np.zeros(3)
tensor = torch.from_numpy(array)
array = array + 1
print(tensor)
#> tensor([0., 0., 0.], dtype=torch.float64)

# %% exercise_2
table = np.array([[1.0, 20.0], [2.0, 40.0], [3.0, 90.0]])
print((table - table.mean(axis=0)) / table.std(axis=0))
#> [[-1.22474487 -1.01904933]
#>  [ 0.         -0.33968311]
#>  [ 1.22474487  1.35873244]]
rows = torch.from_numpy(table)
print((rows - rows.mean(dim=0)) / rows.std(dim=0, correction=0))
#> tensor([[-1.2247, -1.0190],
#>         [ 0.0000, -0.3397],
#>         [ 1.2247,  1.3587]], dtype=torch.float64)

# %% exercise_3
countdown = np.arange(5)[::-1]
print(torch.from_numpy(countdown.copy()))
#> tensor([4, 3, 2, 1, 0])
torch.from_numpy(countdown)
#! ValueError: At least one stride in the given numpy array is negative, and tensors with negative strides are not currently supported. …

# %% proof tags=["hidden"]
assert not hasattr(torch, "interp")
assert not hasattr(torch, "polyfit")
assert not hasattr(array, "numpy")
assert issubclass(torch.Size, tuple)
