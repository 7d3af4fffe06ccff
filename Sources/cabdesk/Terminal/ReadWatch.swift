import CExecutor

/// Calls back as long as a descriptor can be read, or has ended, until it is suspended.
///
/// The main thread waits for the descriptor itself. A dispatch source would hear of it on another thread first, and
/// waking up two threads takes longer than painting most keys.
@MainActor
final class ReadWatch {
    private let descriptor: Int32
    private let onInput: @MainActor () -> Void
    private var isActive = false

    init(_ descriptor: Int32, onInput: @escaping @MainActor () -> Void) {
        self.descriptor = descriptor
        self.onInput = onInput
        resume()
    }

    func resume() {
        if isActive { return }
        isActive = true
        // The loop keeps the watch for as long as it is active.
        let context = Unmanaged.passRetained(self).toOpaque()
        cexecutor_watch(
            descriptor,
            { context in
                guard let context else { return }
                let watch = Unmanaged<ReadWatch>.fromOpaque(context).takeUnretainedValue()
                // The loop calls on the main thread, which is the main actor's.
                MainActor.assumeIsolated { watch.onInput() }
            }, context)
    }

    func suspend() {
        guard isActive else { return }
        isActive = false
        let watch = Unmanaged.passUnretained(self)
        cexecutor_unwatch(watch.toOpaque())
        watch.release()
    }
}
