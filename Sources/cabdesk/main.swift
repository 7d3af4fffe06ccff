print("cabdesk")
