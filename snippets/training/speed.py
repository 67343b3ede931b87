"""How to measure the speed of PyTorch code honestly, on every device there is."""

# %% readings
import statistics
import time

import torch

torch.manual_seed(0)
a, b = torch.randn(64, 64), torch.randn(64, 64)

readings = []
for _ in range(1000):
    begin = time.perf_counter()
    a @ b
    readings.append(1e6 * (time.perf_counter() - begin))

first, *later = readings
typical = statistics.median(later)
print(f"first   {first:.1f} µs")
#~ first   692.3 µs
print(f"fastest {min(later):.1f} µs")
#~ fastest 8.3 µs
print(f"median  {typical:.1f} µs")
#~ median  8.5 µs
print(f"slowest {max(later):.1f} µs")
#~ slowest 4628.4 µs
assert first > typical
assert min(later) <= typical < max(later)

# %% timer
from torch.utils.benchmark import Timer

timer = Timer("a @ b", globals={"a": a, "b": b})
result = timer.blocked_autorange()
print(f"median {1e6 * result.median:.1f} µs, IQR {1e6 * result.iqr:.1f} µs")
#~ median 40.8 µs, IQR 0.0 µs
block, total = result.median * result.number_per_run, sum(result.raw_times)
print(f"blocks of {block:.3f} s, {total:.3f} s in all")
#~ blocks of 0.114 s, 0.342 s in all
assert total >= 0.2
# ko: 읽은 값은 마이크로초, Timer의 값은 초입니다.
# en: The readings are in microseconds, the Timer's values in seconds.
assert result.median > min(later) / 1e6 / 2

# %% threads
seen = []
count = "seen.append(torch.get_num_threads())"
Timer(count, globals={"seen": seen}).timeit(3)
print(set(seen))
#> {1}

seen.clear()
Timer(count, globals={"seen": seen}, num_threads=2).timeit(3)
print(set(seen))
#> {2}

# %% adaptive
steady = timer.adaptive_autorange(threshold=0.1, max_run_time=0.5)
print(f"IQR / median: {steady.iqr / steady.median:.3f}")
#~ IQR / median: 0.183
is_steady = steady.iqr < 0.1 * steady.median and len(steady.times) > 3
assert is_steady or sum(steady.raw_times) > 0.5

# %% waiting tags=["devices"]
device = "cuda" if torch.cuda.is_available() else "cpu"
large = torch.randn(1536, 1536).to(device)


def wait():
    if torch.accelerator.is_available():
        torch.accelerator.synchronize()


large @ large  # ko: 첫 호출은 재지 않습니다. | en: The first call is not timed.
wait()
begin = time.perf_counter()
large @ large
returned = time.perf_counter() - begin
wait()
finished = time.perf_counter() - begin

print(f"wrong: {1000 * returned:.3f} ms until the call returned")
#~ wrong: 246.951 ms until the call returned
print(f"right: {1000 * finished:.3f} ms until the product was there")
#~ right: 247.117 ms until the product was there
assert 0 < returned < finished

# %% conditions tags=["devices"]
devices = ["cpu"]
names = {"cpu": f"CPU ({torch.backends.cpu.get_cpu_capability()}), 1 thread"}
if torch.cuda.is_available():
    devices.append("cuda")
    names["cuda"] = torch.cuda.get_device_name()
print(*names.values(), sep="\n")
#> CPU (…), 1 thread
print(a.dtype, torch.get_float32_matmul_precision())
#> torch.float32 highest

# %% measure
quartiles = torch.tensor([0.25, 0.5, 0.75], dtype=torch.float64)


def measure(statement, names, threads=1, blocks=9):
    timer = Timer(statement, globals=names, num_threads=threads)
    # ko: 한 덩이가 약 0.5ms가 되도록 호출 횟수를 정합니다.
    # en: As many calls as make a block of about 0.5 ms.
    number = max(1, round(0.0005 / timer.timeit(1).median))
    times = [timer.timeit(number).median for _ in range(blocks)]
    microseconds = 1e6 * torch.tensor(times, dtype=torch.float64)
    return microseconds.quantile(quartiles).tolist()


low, median, high = measure("time.sleep(0.003)", {"time": time})
print(f"{median:.1f} µs, IQR {high - low:.1f} µs")
#~ 3160.1 µs, IQR 12.3 µs
assert 3000 <= low <= median <= high

# %% products tags=["devices"]
sizes = [16, 32, 64, 128, 256, 512, 1024]


def product_times(device):
    rows = []
    for size in sizes:
        a = torch.randn(size, size).to(device)
        b = torch.randn(size, size).to(device)
        rows.append(measure("a @ b", {"a": a, "b": b}))
    return rows


products = {device: product_times(device) for device in devices}
for device, rows in products.items():
    for size, (low, median, high) in zip(sizes, rows):
        print(f"{device} {size:4}: {median:8.1f} µs, IQR {high - low:.1f}")
#~ cpu   16:      2.0 µs, IQR 6.6
#~ cpu   32:      2.8 µs, IQR 0.4
#~ cpu   64:     11.8 µs, IQR 33.7
#~ cpu  128:    133.6 µs, IQR 131.3
#~ cpu  256:   1406.7 µs, IQR 1201.5
#~ cpu  512:   7249.5 µs, IQR 7210.4
#~ cpu 1024:  81490.9 µs, IQR 22052.4
assert products["cpu"][-1][1] > 10 * products["cpu"][0][1]

# %% crossover
import math


def crossover(sizes, here, there):
    # ko: 시간의 비의 로그: 0보다 크면 there가 더 빠릅니다.
    # en: The log of the ratio of the times: above 0, there is faster.
    gaps = [math.log(one / other) for one, other in zip(here, there)]
    slower = [number for number, gap in enumerate(gaps) if gap <= 0]
    if not slower:
        return 0
    last = slower[-1]
    if last == len(sizes) - 1:
        return math.inf
    share = gaps[last] / (gaps[last] - gaps[last + 1])
    return sizes[last] * (sizes[last + 1] / sizes[last]) ** share


print(f"{crossover([8, 16, 32], [1, 4, 16], [2, 2, 2]):.2f}")
#> 11.31
print(crossover([8, 16, 32], [3, 4, 16], [2, 2, 2]))
#> 0
print(crossover([8, 16, 32], [1, 1, 1], [2, 2, 2]))
#> inf

# %% drawing
import matplotlib.pyplot as plt


def meeting_point(times):
    if len(times) == 1:
        return math.inf
    here, there = ([median for _, median, _ in rows] for rows in times.values())
    return crossover(sizes, here, there)


def draw(times, label):
    figure, axes = plt.subplots(layout="constrained")
    for device, rows in times.items():
        low, median, high = torch.tensor(rows).T.numpy()
        spread = [median - low, high - median]
        style = {"marker": "o", "capsize": 4, "label": names[device]}
        axes.errorbar(sizes, median, spread, **style)
    axes.set(xscale="log", yscale="log", xlabel=label, ylabel="time (µs)")
    axes.set_xticks(sizes, labels=sizes)
    axes.minorticks_off()
    point = meeting_point(times)
    if len(times) == 1:
        axes.set_title("no second device was measured")
    elif 0 < point < math.inf:
        label = f"crossover at {point:.0f}"
        axes.axvline(point, color="0.5", linestyle=":", label=label)
    axes.legend()


# %% words tags=["hidden"]
def words(times):
    first, last = (times["cpu"][number][1] for number in (0, -1))
    ko = f"CPU의 중앙값은 크기 {sizes[0]}에서 {first:.1f}µs, {sizes[-1]}에서 {last:.0f}µs입니다."
    en = f"The CPU's median is {first:.1f} µs at size {sizes[0]} and {last:.0f} µs at {sizes[-1]}."
    if len(times) == 1:
        return {
            "ko": f"{ko} 두 번째 장치는 재지 않았습니다.",
            "en": f"{en} No second device was measured.",
        }
    first, last = (times["cuda"][number][1] for number in (0, -1))
    ko += f" GPU의 중앙값은 {first:.1f}µs와 {last:.0f}µs입니다."
    en += f" The GPU's is {first:.1f} µs and {last:.0f} µs."
    point = meeting_point(times)
    if point == 0:
        ko += " 잰 크기 모두에서 GPU가 더 빠릅니다."
        en += " The GPU is faster at every size measured."
    elif point == math.inf:
        ko += " 잰 범위에서는 교차점이 없습니다."
        en += " There is no crossover within the sizes measured."
    else:
        ko += f" 교차점은 크기 {point:.0f} 부근이며, 그보다 크면 GPU가 더 빠릅니다."
        en += f" They cross near size {point:.0f}; above it the GPU is faster."
    return {"ko": ko, "en": en}


product_words = words(products)
stand_in = {"cpu": [(1, 1, 1)] * 3 + [(4, 4, 4)] * 4, "cuda": [(2, 2, 2)] * 7}
assert "near size 91;" in words(stand_in)["en"]
assert "every size" in words(stand_in | {"cuda": [(0.5, 0.5, 0.5)] * 7})["en"]
assert "no crossover" in words(stand_in | {"cuda": [(9, 9, 9)] * 7})["en"]

# %% product_curve tags=["devices"]
draw(products, "rows and columns of the matrices")
# alt-ko: 정사각 행렬의 곱에 걸린 시간을 크기에 따라 그린 꺾은선. 두 축 모두 로그
# alt-ko: 눈금이고, 오차 막대는 사분위 범위입니다. {product_words[ko]}
# alt-en: The time of a product of square matrices over their size, both axes
# alt-en: logarithmic, error bars for the interquartile range. {product_words[en]}

# %% steps tags=["devices"]
from torch import nn


def training_step(device, size):
    layers = [nn.Linear(size, size), nn.ReLU(), nn.Linear(size, 10)]
    model = nn.Sequential(*layers).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_function = nn.CrossEntropyLoss()
    inputs = torch.randn(64, size).to(device)
    labels = torch.randint(10, (64,)).to(device)

    def step():
        optimizer.zero_grad()
        loss_function(model(inputs), labels).backward()
        optimizer.step()

    return step


steps = {device: [] for device in devices}
for device, rows in steps.items():
    for size in sizes:
        rows.append(measure("step()", {"step": training_step(device, size)}))
        low, median, high = rows[-1]
        print(f"{device} {size:4}: {median:8.1f} µs, IQR {high - low:.1f}")
#~ cpu   16:    441.7 µs, IQR 1170.8
#~ cpu   32:    566.3 µs, IQR 1547.5
#~ cpu   64:   2213.5 µs, IQR 2267.1
#~ cpu  128:   1142.7 µs, IQR 1944.5
#~ cpu  256:   2628.8 µs, IQR 1032.7
#~ cpu  512:   4491.9 µs, IQR 7994.7
#~ cpu 1024:  26428.0 µs, IQR 16695.3
assert steps["cpu"][-1][1] > steps["cpu"][0][1]

# %% step_words tags=["hidden"]
step_words = words(steps)

# %% step_curve tags=["devices"]
draw(steps, "width of the hidden layer")
# alt-ko: 학습 한 걸음에 걸린 시간을 은닉층의 너비에 따라 그린 꺾은선. 두 축 모두
# alt-ko: 로그 눈금이고, 오차 막대는 사분위 범위입니다. {step_words[ko]}
# alt-en: The time of a training step over the width of the hidden layer, both axes
# alt-en: logarithmic, error bars for the interquartile range. {step_words[en]}

# %% exercise_1
rates = []
for size, (_, median, _) in zip(sizes, products["cpu"]):
    rates.append(2 * size**3 / median / 1000)
    print(f"{size:4}: {rates[-1]:.1f} GFLOP/s")
#~   16: 4.2 GFLOP/s
#~   32: 23.2 GFLOP/s
#~   64: 44.3 GFLOP/s
#~  128: 31.4 GFLOP/s
#~  256: 23.9 GFLOP/s
#~  512: 37.0 GFLOP/s
#~ 1024: 26.4 GFLOP/s
assert max(rates) > rates[0]

# %% exercise_2
import os

matrices = {"a": torch.randn(512, 512), "b": torch.randn(512, 512)}
for threads in (1, os.cpu_count()):
    low, median, high = measure("a @ b", matrices, threads)
    print(f"{threads} thread(s): {median:.1f} µs, IQR {high - low:.1f}")
#~ … thread(s): 5012.3 µs, IQR 40.2
#~ … thread(s): 5012.3 µs, IQR 40.2

# %% exercise_3 tags=["devices"]
device = devices[-1]
there = {name: matrix.to(device) for name, matrix in matrices.items()}
resting = measure("a @ b", there)
moving = measure("(a.to(device) @ b.to(device)).cpu()", matrices | {"device": device})
print(f"product alone:       {resting[1]:.1f} µs")
#~ product alone:       13371.4 µs
print(f"there and back, too: {moving[1]:.1f} µs")
#~ there and back, too: 9072.5 µs
