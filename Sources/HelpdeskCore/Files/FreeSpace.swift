import Glibc

/// Room on a disk.
enum FreeSpace {
    /// Whether the file system of the path has so many bytes more; true where it does not tell.
    static func isEnough(for count: Int64, at path: String) -> Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return true }
        return UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
            >= UInt64(max(0, count))
    }
}
