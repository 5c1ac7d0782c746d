// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from the headers; ./build.sh native writes it anew.

using Microsoft.Win32.SafeHandles;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>Owns a <c>pico_buffer</c>.</summary>
internal sealed class BufferHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public BufferHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_buffer_free(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_context</c>.</summary>
internal sealed class ContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ContextHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_context_destroy(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_event</c>.</summary>
internal sealed class EventHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public EventHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_event_destroy(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_logup_program</c>.</summary>
internal sealed class LogupProgramHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LogupProgramHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_logup_program_destroy(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_logup_tree</c>.</summary>
internal sealed class LogupTreeHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LogupTreeHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_logup_tree_destroy(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_ntt</c>.</summary>
internal sealed class NttHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public NttHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_ntt_destroy(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_runtime</c>.</summary>
internal sealed class RuntimeHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public RuntimeHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_runtime_close(handle);
        return true;
    }
}

/// <summary>Owns a <c>pico_stream</c>.</summary>
internal sealed class StreamHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public StreamHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.pico_stream_destroy(handle);
        return true;
    }
}
