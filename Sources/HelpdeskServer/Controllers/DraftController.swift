import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import SystemKit

/// Drafts that are open in a terminal, and the files from the phone for them.
struct DraftController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let store = environment.store
        let now = environment.now
        return [
            Endpoint(.put, "/v1/drafts/{draft}") { request, context, account in
                let open: DraftAnnouncement = try await request.json(.openDraft)
                try await store.announce(
                    context.id("draft"), open, by: account, at: now(),
                    expires: now().adding(seconds: DraftAnnouncement.lifetime))
                return .done
            },
            Endpoint(.delete, "/v1/drafts/{draft}") { _, context, account in
                try await store.closeDraft(context.id("draft"), by: account)
                return .done
            },
            Endpoint(.delete, "/v1/drafts/{draft}/files/{file}") { _, context, account in
                let content = try await store.removePhoneFile(
                    context.id("file"), of: context.id("draft"), by: account, at: now())
                await collect(content, context)
                return .done
            },
        ]
    }

    /// Makes the room of a file free at once.
    private func collect(_ content: SHA256Digest, _ context: ServerContext) async {
        do {
            try await BlockingWork.run { [store = environment.store, files = environment.files] in
                _ = try store.collect([content], in: files)
            }
        } catch {
            // The file is removed as far as anybody can see, and its content goes when the server tidies up.
            context.logger.warning("The content of a file from a phone could not be removed yet.")
        }
    }
}
