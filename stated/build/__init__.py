"""The site as a whole: what is made anew, what stands, and how it is put in place."""
