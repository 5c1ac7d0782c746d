// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/abi_guard.hpp"
#include "runtime/handles.hpp"

using namespace pico;

namespace
{

pico_status query(const cuda_driver &driver, cuda::result answer, const char *what)
{
    if (answer == cuda::not_ready) {
        return PICO_NOT_READY;
    }

    driver.check(answer, what);
    return PICO_OK;
}

} // namespace

stream_state::stream_state(std::shared_ptr<context_state> context) : context_(std::move(context))
{
    context_->use();
    driver().check(driver().stream_create(&stream_, cuda::stream_non_blocking), "cuStreamCreate");
}

stream_state::~stream_state()
{
    if (context_->try_use()) {
        driver().stream_destroy(stream_);
    }
}

pico_status pico_stream_create(const pico_context *context, pico_stream **stream)
{
    return guard("pico_stream_create", [&] {
        require(context != nullptr && stream != nullptr, "null");
        *stream = new pico_stream{ std::make_shared<stream_state>(context->state) };
    });
}

void pico_stream_destroy(pico_stream *stream)
{
    delete stream;
}

pico_status pico_stream_synchronize(pico_stream *stream)
{
    return guard("pico_stream_synchronize", [&] {
        require(stream != nullptr, "null");
        stream->state->context().use();
        const cuda_driver &driver = stream->state->driver();
        driver.check(driver.stream_synchronize(stream->state->get()), "cuStreamSynchronize");
    });
}

pico_status pico_stream_query(pico_stream *stream)
{
    return guard("pico_stream_query", [&] {
        require(stream != nullptr, "null");
        stream->state->context().use();
        const cuda_driver &driver = stream->state->driver();
        return query(driver, driver.stream_query(stream->state->get()), "cuStreamQuery");
    });
}

pico_status pico_stream_wait_event(pico_stream *stream, const pico_event *event)
{
    return guard("pico_stream_wait_event", [&] {
        require(stream != nullptr && event != nullptr, "null");
        stream->state->context().use();
        const cuda_driver &driver = stream->state->driver();
        driver.check(driver.stream_wait_event(stream->state->get(), event->event, 0), "cuStreamWaitEvent");
    });
}

pico_status pico_event_create(const pico_context *context, pico_event **event)
{
    return guard("pico_event_create", [&] {
        require(context != nullptr && event != nullptr, "null");
        context->state->use();
        auto result = std::make_unique<pico_event>(context->state, nullptr);
        const cuda_driver &driver = context->state->driver();
        driver.check(driver.event_create(&result->event, cuda::event_default), "cuEventCreate");
        *event = result.release();
    });
}

void pico_event_destroy(pico_event *event)
{
    if (event != nullptr) {
        if (event->context->try_use()) {
            event->context->driver().event_destroy(event->event);
        }

        delete event;
    }
}

pico_status pico_event_record(pico_event *event, pico_stream *stream)
{
    return guard("pico_event_record", [&] {
        require(event != nullptr && stream != nullptr, "null");
        require(event->context.get() == &stream->state->context(), "the event is of another context");
        stream->state->context().use();
        const cuda_driver &driver = stream->state->driver();
        driver.check(driver.event_record(event->event, stream->state->get()), "cuEventRecord");
    });
}

pico_status pico_event_synchronize(const pico_event *event)
{
    return guard("pico_event_synchronize", [&] {
        require(event != nullptr, "null");
        event->context->use();
        const cuda_driver &driver = event->context->driver();
        driver.check(driver.event_synchronize(event->event), "cuEventSynchronize");
    });
}

pico_status pico_event_query(const pico_event *event)
{
    return guard("pico_event_query", [&] {
        require(event != nullptr, "null");
        event->context->use();
        const cuda_driver &driver = event->context->driver();
        return query(driver, driver.event_query(event->event), "cuEventQuery");
    });
}

pico_status pico_event_elapsed(const pico_event *start, const pico_event *end, double *seconds)
{
    return guard("pico_event_elapsed", [&]() -> pico_status {
        require(start != nullptr && end != nullptr && seconds != nullptr, "null");
        start->context->use();
        const cuda_driver &driver = start->context->driver();
        float milliseconds = 0;
        const cuda::result answer = driver.event_elapsed(&milliseconds, start->event, end->event);
        const pico_status status = query(driver, answer, "cuEventElapsedTime");
        if (status == PICO_OK) {
            *seconds = static_cast<double>(milliseconds) / 1000;
        }

        return status;
    });
}
