public import HelpdeskModels

/// Cabdesk's own backend: API v1 over a transport.
public struct NativeBackend: Backend {
    let transport: any Transport
    let root: String
    let host: String
    let token: String

    public let capabilities = BackendCapabilities()

    /// `url` is the desk's address, `https://host[:port][/path]`. Throws `insecureAddress` for `http`, and
    /// `malformedAddress`.
    public init(url: String, token: String, transport: any Transport) throws(HelpdeskError) {
        self.transport = transport
        self.token = token
        root = url
        host = url
    }

    public func desk() async throws(HelpdeskError) -> Desk { throw HelpdeskError(.unexpected) }
    public func me() async throws(HelpdeskError) -> Me { throw HelpdeskError(.unexpected) }
    public func changes(after cursor: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage? {
        throw HelpdeskError(.unexpected)
    }
    public func putTicket(_ id: Ticket.ID, _ ticket: NewTicket) async throws(HelpdeskError) -> TicketUpdate {
        throw HelpdeskError(.unexpected)
    }
    public func putMessage(_ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage) async throws(HelpdeskError)
        -> TicketUpdate
    { throw HelpdeskError(.unexpected) }
    public func putEvent(_ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent) async throws(HelpdeskError)
        -> TicketUpdate
    { throw HelpdeskError(.unexpected) }
    public func putReadMark(_ mark: ReadMark) async throws(HelpdeskError) -> ReadMark {
        throw HelpdeskError(.unexpected)
    }
    public func createUpload(length: Int64) async throws(HelpdeskError) -> Upload.ID {
        throw HelpdeskError(.unexpected)
    }
    public func uploadState(_ id: Upload.ID) async throws(HelpdeskError) -> Upload { throw HelpdeskError(.unexpected) }
    public func sendUpload(
        _ id: Upload.ID, file path: String, offset: Int64, length: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) { throw HelpdeskError(.unexpected) }
    public func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) { throw HelpdeskError(.unexpected) }
}
