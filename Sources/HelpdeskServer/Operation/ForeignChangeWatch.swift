import HelpdeskDesk
import ServiceLifecycle

/// Looks for changes that another process made, for example `cabdeskd admin`, while anybody waits for one.
struct ForeignChangeWatch: ServiceLifecycle.Service {
    let desk: Helpdesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                guard desk.notifier.hasWaiters else { continue }
                // A database that cannot be read says so to everybody who asks; here there is nobody to tell.
                guard let news = try? await desk.news(after: desk.notifier.position) else { continue }
                desk.notifier.tell(news)
            }
        }
    }
}
