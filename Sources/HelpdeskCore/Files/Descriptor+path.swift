import Glibc
import SystemKit

extension Descriptor {
    /// Opens a path of any bytes, also one that is no UTF-8. Nil if that fails; `errno` says why.
    init?(_ path: LocalPath, _ flags: Int32, mode: mode_t = 0o600) {
        guard !path.bytes.isEmpty else { return nil }
        self.init(adopting: path.withCString { open($0, flags | O_CLOEXEC, mode) })
    }
}
