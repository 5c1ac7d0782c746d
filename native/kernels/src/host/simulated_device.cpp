// SPDX-License-Identifier: MIT OR Apache-2.0

#include "host/simulated_device.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace pico::simulated
{
namespace
{

constexpr std::size_t alignment = 256;
constexpr int undefined_byte = 0xCD; // fresh memory holds something, and it is not zero

std::size_t parameter_bytes(std::string_view type)
{
    return type.ends_with("64") ? 8 : type.ends_with("32") ? 4 : type.ends_with("16") ? 2 : 1;
}

/// The kernels of a PTX text with the sizes of their parameters.
std::map<std::string, std::vector<std::size_t>> read_entries(std::string_view text)
{
    constexpr std::string_view entry = ".entry ", parameter = ".param .";
    std::map<std::string, std::vector<std::size_t>> kernels;
    for (std::size_t at = text.find(entry); at != text.npos; at = text.find(entry, at)) {
        at += entry.size();
        const std::size_t open = text.find('(', at), close = text.find(')', open);
        std::vector<std::size_t> &sizes = kernels[std::string(text.substr(at, open - at))];
        for (std::size_t p = text.find(parameter, open); p < close; p = text.find(parameter, p)) {
            p += parameter.size();
            const std::size_t end = std::min(text.find(',', p), close), bracket = text.find('[', p);

            // A structure is an array of bytes: .param .align 8 .b8 name[176].
            sizes.push_back(bracket < end ? std::strtoull(text.data() + bracket + 1, nullptr, 10)
                                          : parameter_bytes(text.substr(p, text.find(' ', p) - p)));
        }
    }

    return kernels;
}

} // namespace

driver &instance()
{
    // Never destroyed: handles of other libraries may be given back while the process ends.
    static driver *const one = new driver;
    return *one;
}

double now_milliseconds()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

bool kills_context(result answer)
{
    return (answer >= cuda::illegal_address && answer <= cuda::launch_failed &&
            answer != cuda::launch_out_of_resources) ||
           answer == cuda::ecc_uncorrectable || answer == cuda::device_unavailable || answer == cuda::unknown;
}

pico_simulated_options driver::usual_options()
{
    return { uint64_t{ 1 } << 30, 1, 90, 227 * 1024, 12080 };
}

result driver::death_of(int device) const
{
    const auto own = dead.find(device);
    const auto all = dead.find(no_device);
    return own != dead.end() ? own->second : all != dead.end() ? all->second : cuda::success;
}

result driver::enter(const char *name, int device)
{
    calls[name]++;
    if (const result death = death_of(device); device != no_device && death != cuda::success) {
        return death;
    }

    result answer = cuda::success;
    const auto [first, last] = faults.equal_range(name);
    for (auto f = first; f != last; ++f) {
        if (!f->second.deferred && f->second.calls_left > 0 && --f->second.calls_left == 0) {
            answer = f->second.answer;
        }
    }

    if (kills_context(answer)) {
        dead[device] = answer;
    }

    return answer;
}

result driver::run_one(stream &queue)
{
    const stream_work work = std::move(queue.work.front());
    queue.work.pop_front();
    const result death = death_of(queue.device);
    const result answer = death != cuda::success && !work.survives_death ? death : work.run();
    if (kills_context(answer)) {
        dead[queue.device] = answer;
    }

    return answer;
}

result driver::drain(stream &queue, const point *until)
{
    result first_failure = cuda::success;
    while (!queue.work.empty() && (until == nullptr || !until->reached)) {
        const result answer = run_one(queue);
        first_failure = first_failure == cuda::success ? answer : first_failure;
    }

    return first_failure;
}

result driver::allocate(std::size_t bytes, stream &queue, cuda::device_pointer &address)
{
    if (bytes == 0) {
        return cuda::invalid_value;
    }

    // What was freed but still waits in the queue comes back first, as the driver does it.
    if (used[queue.device] + bytes > options.memory_byte_count) {
        const result answer = drain(queue);
        if (answer != cuda::success) {
            return answer;
        }
    }

    if (used[queue.device] + bytes > options.memory_byte_count) {
        return cuda::out_of_memory;
    }

    void *const memory = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (memory == nullptr) {
        return cuda::out_of_memory;
    }

    std::memset(memory, undefined_byte, bytes);
    address = reinterpret_cast<cuda::device_pointer>(memory);
    allocations[address] = { queue.device, bytes };
    used[queue.device] += bytes;
    pool_usage &pool = pools[queue.device];
    pool.now += bytes;
    pool.peak = std::max(pool.peak, pool.now);
    return cuda::success;
}

result driver::free_later(cuda::device_pointer address, stream &queue)
{
    if (const auto found = allocations.find(address); found == allocations.end()) {
        return cuda::invalid_value;
    } else {
        pools[found->second.device].now -= found->second.bytes;
    }

    const auto release = [this, address] {
        const auto found = allocations.find(address);
        if (found == allocations.end()) {
            return cuda::invalid_value;
        }

        used[found->second.device] -= found->second.bytes;
        allocations.erase(found);
        std::free(reinterpret_cast<void *>(address));
        return cuda::success;
    };
    queue.work.push_back({ release, true });
    return cuda::success;
}

bool driver::contains(int device, cuda::device_pointer address, std::size_t bytes) const
{
    auto after = allocations.upper_bound(address);
    if (after == allocations.begin()) {
        return false;
    }

    const auto &[start, block] = *--after;
    return block.device == device && address - start <= block.bytes && bytes <= block.bytes - (address - start);
}

result driver::load(const char *image, std::unique_ptr<module> &loaded) const
{
    loaded = std::make_unique<module>();
    loaded->is_cubin = std::memcmp(image, "\177ELF", 4) == 0;
    if (loaded->is_cubin) {
        return cuda::success;
    }

    const std::string_view text = image, target = ".target sm_";
    const std::size_t at = text.find(target);
    if (text.find(".version ") == text.npos || at == text.npos) {
        return cuda::invalid_ptx;
    }

    if (std::atoi(image + at + target.size()) > options.architecture) {
        return cuda::no_binary_for_gpu;
    }

    loaded->kernels = read_entries(text);
    return cuda::success;
}

result driver::launch(function &kernel, const host::launch_shape &shape, stream &queue, void **arguments)
{
    if (shape.block_size == 0 || shape.block_size > 1024 || shape.block_count == 0 ||
        shape.dynamic_shared_bytes > kernel.dynamic_shared_bytes) {
        return cuda::invalid_value;
    }

    // Arguments are copied when a kernel is queued; the caller's may be gone when it runs.
    const std::vector<std::size_t> &sizes = kernel.kernel->argument_sizes;
    std::vector<std::vector<uint64_t>> values;
    for (std::size_t i = 0; i < sizes.size(); i++) {
        values.emplace_back((sizes[i] + 7) / 8);
        std::memcpy(values[i].data(), arguments[i], sizes[i]);
    }

    result fails = cuda::success;
    const auto [first_fault, last_fault] = faults.equal_range("cuLaunchKernel");
    for (auto f = first_fault; f != last_fault; ++f) {
        if (f->second.deferred && f->second.calls_left > 0 && --f->second.calls_left == 0) {
            fails = f->second.answer;
        }
    }

    uint32_t *wrong = nullptr;
    const auto [first_corruption, last_corruption] = corruptions.equal_range(kernel.name);
    for (auto c = first_corruption; c != last_corruption; ++c) {
        if (c->second.launches_left > 0 && --c->second.launches_left == 0) {
            wrong = reinterpret_cast<uint32_t *>(values.at(static_cast<std::size_t>(c->second.argument)).at(0)) +
                    c->second.word;
        }
    }

    queue.work.push_back({ [entry = kernel.kernel, shape, values, fails, wrong]() mutable {
        if (fails != cuda::success) {
            return fails;
        }

        std::vector<void *> pointers;
        for (std::vector<uint64_t> &value : values) {
            pointers.push_back(value.data());
        }

        try {
            host::run_blocks([&] { entry->call(pointers.data()); }, shape);
        } catch (const std::exception &) {
            return cuda::launch_failed;
        }

        if (wrong != nullptr) {
            *wrong ^= 1;
        }

        return cuda::success;
    } });
    return cuda::success;
}

} // namespace pico::simulated
