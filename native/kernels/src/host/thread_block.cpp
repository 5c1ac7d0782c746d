// SPDX-License-Identifier: MIT OR Apache-2.0

#include "host/thread_block.hpp"

#include "host/stack_switch.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__) || (defined(__has_feature) && __has_feature(address_sanitizer))
#define PICO_ADDRESS_SANITIZER 1
#include <sanitizer/common_interface_defs.h>
#endif

namespace pico::host
{
namespace
{

constexpr std::size_t stack_bytes = 256 * 1024; // pages that a kernel does not touch take no memory
constexpr uint32_t warp_size = 32;

enum class fiber_state { running, at_barrier, at_shuffle, finished };

class block_runner;
thread_local block_runner *runner = nullptr;

class fiber_stack
{
  public:
    fiber_stack()
        : base_(mmap(nullptr, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))
    {
        if (base_ == MAP_FAILED) {
            throw std::bad_alloc();
        }
    }

    ~fiber_stack() { munmap(base_, stack_bytes); }
    fiber_stack(const fiber_stack &) = delete;
    fiber_stack &operator=(const fiber_stack &) = delete;
    void *base() const { return base_; }

  private:
    void *base_;
};

struct fiber {
    fiber_stack stack;
    saved_stack context;
    thread_place place = {};
    fiber_state state = fiber_state::finished;
};

/// Fibers that no block uses: mapping and touching stacks anew for every launch took half of the time of small ones.
class fiber_pool
{
  public:
    std::unique_ptr<fiber> take()
    {
        const std::lock_guard lock(lock_);
        if (free_.empty()) {
            return std::make_unique<fiber>();
        }

        std::unique_ptr<fiber> last = std::move(free_.back());
        free_.pop_back();
        return last;
    }

    void give_back(std::vector<std::unique_ptr<fiber>> &fibers)
    {
        const std::lock_guard lock(lock_);
        std::move(fibers.begin(), fibers.end(), std::back_inserter(free_));
    }

  private:
    std::mutex lock_;
    std::vector<std::unique_ptr<fiber>> free_;
};

fiber_pool &free_fibers()
{
    static fiber_pool pool;
    return pool;
}

/// Runs blocks on one operating-system thread. A stack whose fiber ended serves the next thread, so a kernel without barriers needs one.
class block_runner
{
  public:
    block_runner(const std::function<void()> &kernel, const launch_shape &shape)
        : kernel_(kernel), block_size_(shape.block_size), shared_((shape.dynamic_shared_bytes + 3) / 4),
          lanes_(2 * shape.block_size), turns_(shape.block_size)
    {
        runner = this;
    }

    ~block_runner()
    {
        free_fibers().give_back(fibers_);
        runner = nullptr;
    }

    void run(uint64_t block)
    {
        block_ = static_cast<uint32_t>(block);
        std::size_t waiting = 0;
        for (uint32_t thread = 0; thread < block_size_; thread++) {
            if (fibers_.size() == waiting) {
                fibers_.push_back(free_fibers().take());
            }

            start(*fibers_[waiting], thread);
            rethrow();
            waiting += fibers_[waiting]->state != fiber_state::finished;
        }

        finished_ = block_size_ - waiting;
        while (finished_ < block_size_) {
            release(waiting);
            for (std::size_t i = 0; i < waiting; i++) {
                if (fibers_[i]->state == fiber_state::running) {
                    resume(*fibers_[i]);
                    rethrow();
                    finished_ += fibers_[i]->state == fiber_state::finished;
                }
            }
        }
    }

    const thread_place &place() const { return current_->place; }
    uint32_t *shared() { return shared_.data(); }

    void wait(fiber_state reason)
    {
        current_->state = reason;
        fiber *const self = current_;
        leave_fiber(self, false);
    }

    /// Where a lane of this warp leaves its value, in one of two arrays: a fast lane may be one shuffle ahead.
    int *lane_values(uint32_t thread) { return lanes_.data() + (turns_[thread]++ & 1) * block_size_; }

  private:
    void release(std::size_t waiting)
    {
        std::size_t at_barrier = 0;
        for (std::size_t i = 0; i < waiting; i++) {
            at_barrier += fibers_[i]->state == fiber_state::at_barrier;
        }

        if (at_barrier == block_size_) {
            for (std::size_t i = 0; i < waiting; i++) {
                fibers_[i]->state = fiber_state::running;
            }

            return;
        }

        std::vector<uint32_t> lanes((block_size_ + warp_size - 1) / warp_size);
        for (std::size_t i = 0; i < waiting; i++) {
            lanes[fibers_[i]->place.index / warp_size] += fibers_[i]->state == fiber_state::at_shuffle;
        }

        bool any = false;
        for (std::size_t i = 0; i < waiting; i++) {
            if (fibers_[i]->state == fiber_state::at_shuffle &&
                lanes[fibers_[i]->place.index / warp_size] == warp_size) {
                fibers_[i]->state = fiber_state::running;
                any = true;
            }
        }

        if (!any) {
            throw std::logic_error("a barrier or a shuffle was reached by a part of the threads");
        }
    }

    void start(fiber &f, uint32_t thread)
    {
        f.place = { thread, block_, block_size_ };
        f.context = prepare_stack(f.stack.base(), stack_bytes, &block_runner::enter);
        resume(f);
    }

    void resume(fiber &f)
    {
        f.state = fiber_state::running;
        current_ = &f;
#ifdef PICO_ADDRESS_SANITIZER
        __sanitizer_start_switch_fiber(&fake_stack_, f.stack.base(), stack_bytes);
#endif
        switch_stack(scheduler_, f.context);
#ifdef PICO_ADDRESS_SANITIZER
        __sanitizer_finish_switch_fiber(fake_stack_, nullptr, nullptr);
#endif
    }

    void leave_fiber(fiber *self, [[maybe_unused]] bool ends)
    {
#ifdef PICO_ADDRESS_SANITIZER
        void *fake_stack = nullptr;
        __sanitizer_start_switch_fiber(ends ? nullptr : &fake_stack, scheduler_stack_, scheduler_stack_bytes_);
#endif
        switch_stack(self->context, scheduler_);
#ifdef PICO_ADDRESS_SANITIZER
        __sanitizer_finish_switch_fiber(fake_stack, &scheduler_stack_, &scheduler_stack_bytes_);
#endif
    }

    static void enter()
    {
        block_runner &self = *runner;
#ifdef PICO_ADDRESS_SANITIZER
        __sanitizer_finish_switch_fiber(nullptr, &self.scheduler_stack_, &self.scheduler_stack_bytes_);
#endif
        try {
            self.kernel_();
        } catch (...) {
            self.failure_ = std::current_exception();
        }

        self.current_->state = fiber_state::finished;
        self.leave_fiber(self.current_, true);
    }

    void rethrow()
    {
        if (failure_) {
            std::rethrow_exception(std::exchange(failure_, nullptr));
        }
    }

    const std::function<void()> &kernel_;
    uint32_t block_size_;
    uint32_t block_ = 0;
    std::size_t finished_ = 0;
    std::vector<uint32_t> shared_;
    std::vector<int> lanes_;
    std::vector<uint8_t> turns_;
    std::vector<std::unique_ptr<fiber>> fibers_;
    saved_stack scheduler_;
    fiber *current_ = nullptr;
    std::exception_ptr failure_;
#ifdef PICO_ADDRESS_SANITIZER
    void *fake_stack_ = nullptr;
    const void *scheduler_stack_ = nullptr;
    std::size_t scheduler_stack_bytes_ = 0;
#endif
};

std::map<std::string, kernel_entry> &kernels()
{
    static std::map<std::string, kernel_entry> table;
    return table;
}

} // namespace

const thread_place &current_thread()
{
    return runner->place();
}

void barrier()
{
    runner->wait(fiber_state::at_barrier);
}

int shuffle_xor(int value, int mask)
{
    const uint32_t thread = runner->place().index;
    int *const values = runner->lane_values(thread);
    values[thread] = value;
    runner->wait(fiber_state::at_shuffle);
    return values[thread ^ static_cast<uint32_t>(mask)];
}

uint32_t *dynamic_shared_words()
{
    return runner->shared();
}

void run_blocks(const std::function<void()> &kernel, const launch_shape &shape)
{
    std::atomic<uint64_t> next = 0;
    std::exception_ptr failure;
    std::mutex failure_lock;
    const auto work = [&] {
        try {
            block_runner blocks(kernel, shape);
            for (uint64_t i = next++; i < shape.block_count; i = next++) {
                blocks.run(shape.first_block + i);
            }
        } catch (...) {
            const std::lock_guard lock(failure_lock);
            failure = std::current_exception();
            next = shape.block_count;
        }
    };

    // Threads of their own: a kernel's thread_local (shared) memory starts fresh.
    const uint64_t threads = std::min<uint64_t>(std::max(1u, std::thread::hardware_concurrency()), shape.block_count);
    std::vector<std::thread> pool;
    for (uint64_t i = 0; i < threads; i++) {
        pool.emplace_back(work);
    }

    for (std::thread &thread : pool) {
        thread.join();
    }

    if (failure) {
        std::rethrow_exception(failure);
    }
}

const kernel_entry *find_kernel(const std::string &name)
{
    const auto found = kernels().find(name);
    return found == kernels().end() ? nullptr : &found->second;
}

void add_kernel(const char *name, kernel_entry entry)
{
    kernels().emplace(name, std::move(entry));
}

} // namespace pico::host
